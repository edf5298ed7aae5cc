SELECT p.province_code, p.province_name AS name, count(*) AS article_count
FROM selected AS s
JOIN article_provinces AS p USING (article_id)
GROUP BY ALL
ORDER BY p.province_code
