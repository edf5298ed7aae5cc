SELECT
    r.code,
    r.name,
    r.level,
    r.province_code,
    v.name AS province_name,
    r.lat,
    r.lon,
    count(*) AS article_count,
    count(DISTINCT s.story_id) AS story_count
FROM selected AS s
JOIN article_primary_regions AS p USING (article_id)
JOIN regions AS r ON r.code = p.region_code
JOIN provinces AS v ON v.code = r.province_code
WHERE r.level IN ('regency', 'city')
GROUP BY ALL
ORDER BY article_count DESC, r.code
