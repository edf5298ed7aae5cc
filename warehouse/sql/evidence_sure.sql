WITH rows AS (
    SELECT article_no, story_no, coalesce(confidence >= $min_confidence::DOUBLE, false) AS is_sure
    FROM {kind}_facts
    WHERE kind_no IN (
            SELECT bit_no FROM fact_bits
            WHERE facet = '{kind}'
                AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], value))
                AND ($status::VARCHAR IS NULL OR status = $status))
        AND {filters}
)
SELECT
    count(*) FILTER (WHERE is_sure) AS item_count,
    count(DISTINCT article_no) FILTER (WHERE is_sure) AS article_count,
    count(DISTINCT story_no) FILTER (WHERE is_sure) AS story_count,
    count(*) FILTER (WHERE NOT is_sure) AS hidden_count
FROM rows
