-- Regencies and cities, all or those of one province, with their reports. The rule of coverage is that of provinces: an outlet at home there was read, or an article or a case is about it.
WITH counts AS (
    SELECT
        region_no,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
    FROM region_facts
    WHERE {filters}
    GROUP BY region_no
),
told AS (
    SELECT n.code FROM (SELECT DISTINCT region_no FROM region_facts) JOIN region_numbers AS n USING (region_no)
    UNION
    SELECT region_code FROM cases WHERE region_code IS NOT NULL
),
watched AS (
    SELECT outlet_id, region_code FROM outlets
    UNION
    SELECT outlet_id, region_code FROM crawl_visits WHERE left_because IS NULL AND fetched_count + unchanged_count + stored_count > 0
),
home AS (
    SELECT region_code, count(DISTINCT outlet_id) AS outlet_count FROM watched GROUP BY region_code
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
    coalesce(h.outlet_count, 0) AS outlet_count,
    h.outlet_count IS NOT NULL OR w.outlet_count IS NOT NULL OR t.code IS NOT NULL AS is_covered
FROM regions AS r
JOIN region_numbers AS n ON n.code = r.code
JOIN provinces AS v ON v.code = r.province_code
LEFT JOIN counts AS c ON c.region_no = n.region_no
LEFT JOIN told AS t ON t.code = r.code
LEFT JOIN home AS h ON h.region_code = r.code
-- An outlet whose home is the province as a whole watches all of it.
LEFT JOIN home AS w ON w.region_code = r.province_code
WHERE r.level IN ('regency', 'city') AND ($province::VARCHAR IS NULL OR r.province_code = $province)
ORDER BY r.code
