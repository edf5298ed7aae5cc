WITH counts AS (
    SELECT
        province_no,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
    FROM province_facts
    WHERE {filters}
    GROUP BY province_no
)
SELECT
    v.province_code,
    v.name,
    if(v.is_covered, coalesce(c.article_count, 0), NULL) AS article_count,
    if(v.is_covered, coalesce(c.story_count, 0), NULL) AS story_count,
    v.outlet_count,
    v.is_covered
FROM coverage_by_province AS v
JOIN fact_bits AS b ON b.facet = 'province' AND b.value = v.province_code
LEFT JOIN counts AS c ON c.province_no = b.bit_no
ORDER BY v.province_code
