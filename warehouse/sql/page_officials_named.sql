-- What the table says of its persons, by the newest row of each: name, office, area, and the key of their page.
SELECT o.official_id, x.person_id, o.name, o.role, o.acting, o.region_code, r.name AS region_name, o.start_char
FROM (SELECT * FROM officials WHERE article_id IN ({articles}) AND official_id IN ({officials})) AS o
LEFT JOIN (SELECT * FROM official_persons WHERE official_id IN ({officials})) AS x USING (official_id)
LEFT JOIN regions AS r ON r.code = o.region_code
