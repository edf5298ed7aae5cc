-- The stops of the procedure that articles tell of each case of an area, one row per case and stop, with the earliest day in the text.
WITH local AS MATERIALIZED (
    SELECT case_id, status FROM cases WHERE region_code = $code OR starts_with(region_code, $code || '.')
),
selected AS MATERIALIZED (
    SELECT DISTINCT x.case_id
    FROM (SELECT article_id, case_id FROM case_articles WHERE case_id IN (SELECT case_id FROM local)) AS x
    JOIN article_facts AS a USING (article_id)
    WHERE {filters}
),
told AS (
    SELECT case_id, if(date_precision = 'day', event_date, NULL) AS day, {stop_bits} AS bits
    FROM case_events
    WHERE case_id IN (SELECT case_id FROM selected)
),
stops AS (
    SELECT
        e.case_id,
        k.stop,
        -- A penalty given by the appointing official tells of him, too, but his own day is another.
        min(e.day) FILTER (WHERE k.bit <> 16 OR e.bits = 16) AS day
    FROM told AS e
    JOIN (SELECT unnest($stops::VARCHAR[]) AS stop, unnest($bits::INTEGER[]) AS bit) AS k ON e.bits & k.bit <> 0
    GROUP BY e.case_id, k.stop
)
SELECT s.case_id, l.status, p.stop, p.day
FROM selected AS s
JOIN local AS l USING (case_id)
LEFT JOIN stops AS p USING (case_id)
ORDER BY s.case_id, p.stop
