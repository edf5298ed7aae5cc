-- Where the numbers of rows differ: a row that no form holds (its role is none of the domain's), or several (its id is not its own).
SELECT s.official_id, s.role, count(r.official_id) AS form_count
FROM person_source AS s
LEFT JOIN person_rows AS r USING (official_id)
WHERE (SELECT count(*) FROM person_source) <> (SELECT count(*) FROM person_rows)
GROUP BY ALL
HAVING count(r.official_id) <> 1
ORDER BY ALL
LIMIT 1;
