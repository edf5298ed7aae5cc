-- Articles are counted by their bits; items one by one.
WITH kinds AS (
    SELECT bit_no, bit FROM fact_bits
    WHERE facet = '{kind}'
        AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], value))
        AND ($status::VARCHAR IS NULL OR status = $status)
)
SELECT
    (SELECT count(*) FROM {kind}_facts WHERE kind_no IN (SELECT bit_no FROM kinds) AND {filters}) AS item_count,
    count(*) AS article_count,
    count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count,
    0 AS hidden_count
FROM article_facts
WHERE {kind}_bits & (SELECT coalesce(bit_or(bit), 0) FROM kinds) <> 0
    AND {filters}
