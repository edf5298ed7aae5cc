-- As evidence_count, for what one kind of body does: articles have no bits for that, and are counted one by one.
WITH kinds AS (
    SELECT bit_no FROM fact_bits
    WHERE facet = '{kind}'
        AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], value))
        AND ($status::VARCHAR IS NULL OR status = $status)
)
SELECT
    count(*) AS item_count,
    count(DISTINCT article_no) AS article_count,
    count(DISTINCT story_no) AS story_count,
    (SELECT count(*) FROM {kind}_facts WHERE kind_no IN (FROM kinds) AND {filters}) - count(*) AS hidden_count
FROM {kind}_facts
WHERE kind_no IN (FROM kinds)
    AND ($min_confidence::DOUBLE IS NULL OR confidence >= $min_confidence::DOUBLE)
    AND {filters}
