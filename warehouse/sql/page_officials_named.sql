-- What the table says of its persons, by the newest row of each: name, office and area.
SELECT o.official_id, o.name, o.role, o.acting, o.region_code, r.name AS region_name, o.start_char
FROM (SELECT * FROM officials WHERE official_id IN ({officials})) AS o
LEFT JOIN regions AS r ON r.code = o.region_code
