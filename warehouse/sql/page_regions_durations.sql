-- Cases whose report (or finding by the supervisors) and whose penalty both have a day in the text, and the days between.
WITH days AS (
    SELECT
        case_id,
        min(event_date) FILTER (WHERE step IN ('reported', 'found')) AS reported_date,
        min(event_date) FILTER (WHERE step = 'sanctioned') AS sanctioned_date
    FROM case_events
    WHERE date_precision = 'day' AND step IN ('reported', 'found', 'sanctioned')
    GROUP BY case_id
    HAVING count(*) FILTER (WHERE step IN ('reported', 'found')) > 0 AND count(*) FILTER (WHERE step = 'sanctioned') > 0
),
selected AS (
    SELECT DISTINCT x.case_id
    FROM (SELECT article_id, case_id FROM case_articles WHERE case_id IN (SELECT case_id FROM days)) AS x
    JOIN article_facts AS a USING (article_id)
    WHERE {filters}
)
SELECT c.region_code AS code, c.case_id, d.sanctioned_date - d.reported_date AS days
FROM days AS d
JOIN selected AS s USING (case_id)
JOIN cases AS c USING (case_id)
WHERE d.sanctioned_date >= d.reported_date AND c.region_code IS NOT NULL
ORDER BY c.region_code, c.case_id
