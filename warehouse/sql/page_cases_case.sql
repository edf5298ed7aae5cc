SELECT c.*, r.name AS region_name, f.stop_bits, f.ended_days
FROM cases AS c
LEFT JOIN regions AS r ON r.code = c.region_code
LEFT JOIN (SELECT DISTINCT case_id, stop_bits, ended_days FROM case_facts WHERE case_id = $case_id) AS f USING (case_id)
WHERE c.case_id = $case_id
