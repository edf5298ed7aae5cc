-- Cases whose report (or finding by the supervisors) and whose penalty both have a day in the text, and the days between.
WITH picked AS (
    SELECT DISTINCT case_id, region_no, complaint_date, sanctioned_date
    FROM case_facts
    WHERE complaint_date IS NOT NULL AND sanctioned_date IS NOT NULL AND {filters}
)
SELECT n.code, c.case_id, c.sanctioned_date - c.complaint_date AS days
FROM picked AS c
JOIN region_numbers AS n USING (region_no)
WHERE c.sanctioned_date >= c.complaint_date
ORDER BY n.code, c.case_id
