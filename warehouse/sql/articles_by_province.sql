, counts AS (
    SELECT p.province_code, count(*) AS article_count, count(DISTINCT s.story_id) AS story_count
    FROM selected AS s
    JOIN article_provinces AS p USING (article_id)
    GROUP BY p.province_code
)
SELECT
    c.province_code,
    c.name,
    if(c.is_covered, coalesce(n.article_count, 0), NULL) AS article_count,
    if(c.is_covered, coalesce(n.story_count, 0), NULL) AS story_count,
    c.outlet_count,
    c.is_covered
FROM coverage_by_province AS c
LEFT JOIN counts AS n USING (province_code)
ORDER BY c.province_code
