SELECT r.code, r.name, r.level, r.province_code, count(*) AS article_count
FROM selected AS s
JOIN article_primary_regions AS p USING (article_id)
JOIN regions AS r ON r.code = p.region_code
GROUP BY ALL
ORDER BY r.code
