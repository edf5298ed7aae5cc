-- topic: Following a case
-- question: How many days lie between a complaint or finding and a sanction, verdict or dropping?
-- pertanyaan: Berapa hari antara laporan atau temuan dan sanksi, putusan, atau penghentian?
-- read: Cases in which both are reported: the days between the first report of a complaint or finding and the first of that step (by the day of the step where the article gives it, else of the report). A case with two such steps counts in two rows; cases still open are in none, so the median says nothing of how long cases take in general. `case_ids` open the row.
WITH days AS (
    SELECT case_id, step, min(if(date_precision = 'day', event_date, reported_date)) AS step_date
    FROM case_events
    GROUP BY ALL
)
SELECT
    e.step,
    count(*) AS case_count,
    median(e.step_date - b.step_date) AS median_days,
    min(e.step_date - b.step_date) AS least_days,
    max(e.step_date - b.step_date) AS most_days,
    list(e.case_id ORDER BY e.case_id) AS case_ids
FROM days AS e
JOIN (SELECT case_id, min(step_date) AS step_date FROM days WHERE step IN ('reported', 'found') GROUP BY ALL) AS b
    USING (case_id)
WHERE e.step IN ('sanctioned', 'convicted', 'acquitted', 'dropped') AND e.step_date >= b.step_date
GROUP BY ALL
ORDER BY case_count DESC, e.step;
