WITH counts AS (
    SELECT
        kind_no,
        count(*) FILTER (WHERE is_first AND is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count,
        count(*) FILTER (WHERE is_first) AS article_count,
        count(*) AS item_count
    FROM violation_facts
    WHERE {filters}
    GROUP BY kind_no
)
SELECT b.value AS type, b.status, c.story_count, c.article_count, c.item_count
FROM counts AS c
JOIN fact_bits AS b ON b.facet = 'violation' AND b.bit_no = c.kind_no
ORDER BY b.value, b.status
