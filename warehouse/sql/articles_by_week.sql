WITH counts AS (
    SELECT
        week_start_date,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
    FROM article_facts
    WHERE report_date IS NOT NULL AND {filters}
    GROUP BY week_start_date
),
weeks AS (
    SELECT unnest(generate_series(min(week_start_date), max(week_start_date), INTERVAL 7 DAY))::DATE AS week_start_date
    FROM counts
)
SELECT
    w.week_start_date,
    coalesce(c.article_count, 0) AS article_count,
    coalesce(c.story_count, 0) AS story_count
FROM weeks AS w
LEFT JOIN counts AS c USING (week_start_date)
ORDER BY w.week_start_date
