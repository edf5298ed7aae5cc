-- Regencies and cities, all or those of one province, with their reports.
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
    coalesce(c.article_count, 0) AS article_count,
    coalesce(c.story_count, 0) AS story_count,
    h.outlet_count,
    h.is_covered
FROM regions AS r
JOIN region_numbers AS n ON n.code = r.code
JOIN provinces AS v ON v.code = r.province_code
JOIN coverage_facts AS h ON h.code = r.code
LEFT JOIN counts AS c ON c.region_no = n.region_no
WHERE r.level IN ('regency', 'city') AND ($province::VARCHAR IS NULL OR r.province_code = $province)
ORDER BY r.code
