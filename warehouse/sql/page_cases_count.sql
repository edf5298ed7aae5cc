-- How many cases page_cases_table lists without a limit. Filters and choices pick a case with all its rows or by article.
SELECT count(*) FILTER (WHERE is_only_of_case) + count(DISTINCT case_no) FILTER (WHERE NOT is_only_of_case) AS case_count
FROM case_facts
WHERE {chosen}
    AND {filters}
