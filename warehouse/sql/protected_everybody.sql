-- Every name under which a protected person goes in any article.
SELECT DISTINCT o.name
FROM officials AS o LEFT JOIN official_persons AS p USING (official_id)
WHERE coalesce(p.person_id, o.official_id) IN (SELECT person_id FROM protections WHERE is_protected)
ORDER BY o.name;
