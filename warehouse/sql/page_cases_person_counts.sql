-- How many persons some cases are about, where an article tells.
SELECT case_id, person_count FROM cases WHERE case_id IN (SELECT unnest($ids::VARCHAR[])) AND person_count IS NOT NULL
