-- A case is selected where one of its articles is; it counts in the province of its area.
WITH counts AS (
    SELECT
        b.value AS province_code,
        count(*) FILTER (WHERE x.is_only_of_case) + count(DISTINCT x.case_no) FILTER (WHERE NOT x.is_only_of_case) AS case_count
    FROM case_facts AS x
    JOIN fact_bits AS b ON b.facet = 'province' AND b.bit = x.province_bits
    WHERE {filters}
    GROUP BY b.value
)
SELECT
    v.province_code,
    v.name,
    if(v.is_covered, coalesce(c.case_count, 0), NULL) AS case_count,
    v.outlet_count,
    v.is_covered
FROM coverage_by_province AS v
LEFT JOIN counts AS c USING (province_code)
ORDER BY v.province_code
