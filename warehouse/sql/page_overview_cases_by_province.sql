-- A case is selected where one of its articles is; it counts in the province of its area.
WITH chosen AS (
    SELECT article_id FROM article_facts WHERE {filters}
),
selected AS (
    SELECT DISTINCT c.case_id, c.region_code
    FROM chosen
    JOIN case_articles AS t USING (article_id)
    JOIN cases AS c USING (case_id)
),
counts AS (
    SELECT r.province_code, count(*) AS case_count
    FROM selected AS s
    JOIN regions AS r ON r.code = s.region_code
    GROUP BY r.province_code
)
SELECT
    v.province_code,
    v.name,
    if(v.is_covered, coalesce(c.case_count, 0), NULL) AS case_count,
    v.outlet_count,
    v.is_covered
FROM coverage_by_province AS v
LEFT JOIN counts AS c USING (province_code)
ORDER BY v.province_code
