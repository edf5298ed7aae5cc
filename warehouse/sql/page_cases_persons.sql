-- The accused by their offices: no name is asked for.
SELECT o.role, o.acting, r.name AS region_name, p.article_id, p.start_char
FROM case_persons AS p
JOIN (SELECT official_id, role, acting, region_code FROM officials WHERE article_id IN ({articles})) AS o
    ON o.official_id = p.official_id
LEFT JOIN regions AS r ON r.code = o.region_code
WHERE p.case_id = $case_id
ORDER BY p.article_id, p.start_char
