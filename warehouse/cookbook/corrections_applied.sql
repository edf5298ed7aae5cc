-- topic: Quality
-- question: What was put right by hand, by whom and why, and which corrections found nothing to change?
-- pertanyaan: Apa yang dibetulkan dengan tangan, oleh siapa dan mengapa, dan koreksi mana yang tidak mengena?
-- read: Every correction of corrections.toml: first those that changed nothing, with the reason in `note`. `old` is what was read before and `new` what stands now, with covered names as everybody sees them. `article_id` opens the article.
SELECT is_applied, correction_id, kind, article_id, target, field, old, new, made_by, made_on, why, note
FROM corrections
ORDER BY is_applied, made_on, correction_id;
