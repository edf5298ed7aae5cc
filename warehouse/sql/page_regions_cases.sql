-- Cases by their area, one row per area: those that an article of the selection tells.
SELECT
    c.region_code AS code,
    count(*) AS case_count,
    count(*) FILTER (WHERE c.status = 'alleged') AS alleged_case_count,
    count(*) FILTER (WHERE c.status = 'dropped') AS dropped_case_count,
    count(*) FILTER (WHERE c.status IN ('found', 'sanctioned', 'convicted')) AS found_case_count
FROM cases AS c
SEMI JOIN (
    SELECT x.case_id FROM case_articles AS x JOIN article_facts AS a USING (article_id) WHERE {filters}
) AS s USING (case_id)
WHERE c.region_code IS NOT NULL AND ($code::VARCHAR IS NULL OR c.region_code = $code OR starts_with(c.region_code, $code || '.'))
GROUP BY c.region_code
ORDER BY c.region_code
