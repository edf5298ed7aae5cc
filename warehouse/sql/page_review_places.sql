-- The items of one kind in some articles, by what a decision names them by.
SELECT article_id, {kind}_id AS item_id, type, status, {actor} AS actor, start_char, end_char
FROM {kind}s
WHERE article_id IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY article_id, start_char, item_id
