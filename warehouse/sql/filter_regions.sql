WITH counts AS (
    SELECT region_no, count(*) AS article_count FROM region_facts WHERE {filters} GROUP BY region_no
)
SELECT r.code, r.name, r.level, r.province_code, c.article_count
FROM counts AS c
JOIN region_numbers AS n USING (region_no)
JOIN regions AS r USING (code)
ORDER BY r.code
