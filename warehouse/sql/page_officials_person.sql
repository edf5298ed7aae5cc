-- One person: the name that may be shown, and why it is, or is not.
SELECT p.person_id, p.name, p.is_protected, x.reason
FROM (SELECT * FROM persons WHERE person_id = $person_id) AS p
LEFT JOIN (SELECT * FROM protections WHERE person_id = $person_id) AS x USING (person_id)
