-- A page of the selected articles, newest first.
SELECT article_no, article_id
FROM article_facts
WHERE {filters}
ORDER BY article_no
LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
