SELECT
    count(*) FILTER (WHERE is_only_of_office) + count(DISTINCT office_no) FILTER (WHERE NOT is_only_of_office) AS person_count
FROM official_facts
WHERE {filters}
