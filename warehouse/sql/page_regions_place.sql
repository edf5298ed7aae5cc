-- An area of today by its code.
SELECT r.code, r.name, r.level, r.province_code, p.name AS province_name, r.lat, r.lon, r.capital, r.population
FROM regions AS r
LEFT JOIN provinces AS p ON p.code = r.province_code
WHERE r.code = $code
