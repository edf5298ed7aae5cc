-- How long the selected cases that ended took: one row per number of days.
SELECT ended_days, count(DISTINCT case_no) AS case_count
FROM case_facts
WHERE ended_days IS NOT NULL AND {filters}
GROUP BY ended_days
ORDER BY ended_days
