-- Cases by their area, one row per area: those that an article of the selection tells.
WITH picked AS (
    SELECT DISTINCT case_no, region_no, status FROM case_facts WHERE {filters}
)
SELECT
    n.code,
    count(*) AS case_count,
    count(*) FILTER (WHERE c.status = 'alleged') AS alleged_case_count,
    count(*) FILTER (WHERE c.status = 'dropped') AS dropped_case_count,
    count(*) FILTER (WHERE c.status IN ('found', 'sanctioned', 'convicted')) AS found_case_count
FROM picked AS c
JOIN region_numbers AS n USING (region_no)
WHERE $code::VARCHAR IS NULL OR n.code = $code OR starts_with(n.code, $code || '.')
GROUP BY n.code
ORDER BY n.code
