WITH chosen AS (
    SELECT article_id FROM article_facts WHERE {filters}
),
selected AS (
    SELECT DISTINCT c.case_id, c.region_code
    FROM chosen
    JOIN case_articles AS t USING (article_id)
    JOIN cases AS c USING (case_id)
)
SELECT
    r.code,
    r.name,
    r.level,
    r.province_code,
    v.name AS province_name,
    r.lat,
    r.lon,
    count(*) AS case_count
FROM selected AS s
JOIN regions AS r ON r.code = s.region_code
JOIN provinces AS v ON v.code = r.province_code
WHERE r.level IN ('regency', 'city')
GROUP BY ALL
ORDER BY case_count DESC, r.code
