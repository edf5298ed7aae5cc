SELECT e.*
FROM evidence AS e
JOIN (SELECT article_id, article_no FROM article_facts WHERE {filters}) AS f USING (article_id)
WHERE e.kind = $kind
    AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], e.type))
    AND ($status::VARCHAR IS NULL OR e.status = $status)
    AND ($min_confidence::DOUBLE IS NULL OR e.confidence >= $min_confidence::DOUBLE)
ORDER BY {order}, start_char, item_id
LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
