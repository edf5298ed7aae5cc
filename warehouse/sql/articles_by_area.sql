WITH counts AS (
    SELECT
        region_no,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
    FROM region_facts
    WHERE {filters}
    GROUP BY region_no
)
SELECT
    r.code,
    r.name,
    r.level,
    r.province_code,
    v.name AS province_name,
    r.lat,
    r.lon,
    c.article_count,
    c.story_count
FROM counts AS c
JOIN region_numbers AS n USING (region_no)
JOIN regions AS r USING (code)
JOIN provinces AS v ON v.code = r.province_code
WHERE r.level IN ('regency', 'city')
ORDER BY c.article_count DESC, r.code
