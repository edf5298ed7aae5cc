-- Cases by their area, one row per area: those that an article of the selection tells. Most have one article: only the
-- others are told apart.
WITH counts AS (
    SELECT region_no, status, count(*) AS case_count
    FROM case_facts
    WHERE is_only_of_case AND {filters}
    GROUP BY region_no, status
    UNION ALL
    SELECT region_no, status, count(DISTINCT case_no)
    FROM case_facts
    WHERE NOT is_only_of_case AND {filters}
    GROUP BY region_no, status
)
SELECT
    n.code,
    sum(c.case_count)::BIGINT AS case_count,
    coalesce(sum(c.case_count) FILTER (WHERE c.status = 'alleged'), 0)::BIGINT AS alleged_case_count,
    coalesce(sum(c.case_count) FILTER (WHERE c.status = 'dropped'), 0)::BIGINT AS dropped_case_count,
    coalesce(sum(c.case_count) FILTER (WHERE c.status IN ('found', 'sanctioned', 'convicted')), 0)::BIGINT AS found_case_count
FROM counts AS c
JOIN region_numbers AS n USING (region_no)
WHERE $code::VARCHAR IS NULL OR n.code = $code OR starts_with(n.code, $code || '.')
GROUP BY n.code
ORDER BY n.code
