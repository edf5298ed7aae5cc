-- topic: Quality
-- question: Which articles could not be loaded, and which did their outlets take down?
-- pertanyaan: Artikel mana yang gagal dimuat, dan mana yang ditarik medianya?
-- read: An article left out is in no count, with the reason here. A withdrawn one stays in all counts: what was reported was reported.
SELECT 'left out' AS what, article_id, reason AS why FROM skipped_articles
UNION ALL
SELECT 'withdrawn', article_id, 'since ' || withdrawn_at::DATE FROM articles WHERE withdrawn_at IS NOT NULL
ORDER BY ALL;
