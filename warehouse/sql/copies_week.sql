-- Articles of some weeks in order of publication, with the page residue in them.
SELECT article_id, fold_day, text, spans
FROM fold_texts
WHERE {days}
ORDER BY published_at, article_id
