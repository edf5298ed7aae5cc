WITH counts AS (
    SELECT
        region_no,
        count(*) FILTER (WHERE is_only_of_case) + count(DISTINCT case_no) FILTER (WHERE NOT is_only_of_case) AS case_count
    FROM case_facts
    WHERE {filters}
    GROUP BY region_no
)
SELECT r.code, r.name, r.level, r.province_code, v.name AS province_name, r.lat, r.lon, c.case_count
FROM counts AS c
JOIN region_numbers AS n USING (region_no)
JOIN regions AS r USING (code)
JOIN provinces AS v ON v.code = r.province_code
WHERE r.level IN ('regency', 'city')
ORDER BY c.case_count DESC, r.code
