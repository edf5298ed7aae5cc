SELECT
    count(*) FILTER (WHERE is_only_of_person) + count(DISTINCT person_no) FILTER (WHERE NOT is_only_of_person) AS person_count
FROM official_facts
WHERE {filters}
