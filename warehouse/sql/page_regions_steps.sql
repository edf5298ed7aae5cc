-- The stops of the procedure that articles tell of each case of an area, one row per case and stop, with the earliest day in the text.
WITH area AS MATERIALIZED (
    SELECT region_no FROM region_numbers WHERE code = $code OR starts_with(code, $code || '.')
),
picked AS MATERIALIZED (
    SELECT DISTINCT case_id, status, stop_bits, complaint_date, clarified_date, decided_date, recommended_date, official_date, sanctioned_date
    FROM case_facts
    WHERE region_no IN (SELECT region_no FROM area) AND {filters}
)
SELECT
    c.case_id,
    c.status,
    k.stop,
    CASE k.bit
        WHEN 1 THEN c.complaint_date
        WHEN 2 THEN c.clarified_date
        WHEN 4 THEN c.decided_date
        WHEN 8 THEN c.recommended_date
        WHEN 16 THEN c.official_date
        WHEN 32 THEN c.sanctioned_date
        ELSE (
            SELECT min(e.event_date) FROM case_events AS e
            WHERE e.case_id = c.case_id AND e.date_precision = 'day'
                AND e.step = CASE k.bit WHEN 64 THEN 'dropped' ELSE 'convicted' END)
    END AS day
FROM picked AS c
LEFT JOIN (SELECT unnest($stops::VARCHAR[]) AS stop, unnest($bits::INTEGER[]) AS bit) AS k ON c.stop_bits & k.bit <> 0
ORDER BY c.case_id, k.stop
