-- A page of the selected cases, last report first, by the facts alone. Most cases have one article: only the others are
-- grouped.
WITH singles AS (
    SELECT case_no FROM case_facts WHERE is_only_of_case AND {chosen} AND {filters}
    ORDER BY case_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT DISTINCT case_no FROM case_facts WHERE NOT is_only_of_case AND {chosen} AND {filters}
    ORDER BY case_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
page AS MATERIALIZED (
    SELECT case_no FROM (FROM singles UNION ALL FROM others)
    ORDER BY case_no
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
)
SELECT DISTINCT case_no, case_id, stop_bits, ended_days
FROM case_facts
WHERE case_no IN (SELECT case_no FROM page)
ORDER BY case_no
