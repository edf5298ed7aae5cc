-- The items of one kind in some articles, by what a decision names them by.
SELECT article_id, {item_id} AS item_id, {columns}, start_char, end_char
FROM {table}
WHERE article_id IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY article_id, start_char, item_id
