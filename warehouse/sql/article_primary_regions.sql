SELECT p.region_code, r.name, r.level, r.province_code, v.name AS province_name
FROM article_primary_regions AS p
JOIN regions AS r ON r.code = p.region_code
LEFT JOIN provinces AS v ON v.code = r.province_code
WHERE p.article_id = $article_id
ORDER BY p.region_code
