-- By week, month, quarter and year: days are counted first. A story with copies counts once in each span that any of
-- them lies in; most have theirs in one week and month (is_near), and only of the others the days are looked at.
WITH units AS (
    SELECT unnest(['week', 'month', 'quarter', 'year']) AS unit
),
days AS (
    SELECT report_date, count(*) AS article_count, count(*) FILTER (WHERE is_alone) AS alone_count
    FROM article_facts
    WHERE report_date IS NOT NULL AND {filters}
    GROUP BY report_date
),
near AS (
    SELECT first_date, count(*) AS story_count
    FROM (
        SELECT min(report_date) AS first_date
        FROM article_facts
        WHERE is_near AND NOT is_alone AND report_date IS NOT NULL AND {filters}
        GROUP BY story_no
    )
    GROUP BY first_date
),
far AS (
    SELECT DISTINCT story_no, report_date
    FROM article_facts
    WHERE NOT is_near AND report_date IS NOT NULL AND {filters}
),
counts AS (
    SELECT unit, date_trunc(unit, report_date)::DATE AS start_date,
        sum(article_count)::BIGINT AS article_count, sum(alone_count)::BIGINT AS alone_count
    FROM days, units
    GROUP BY ALL
),
stories AS (
    SELECT unit, start_date, sum(story_count)::BIGINT AS story_count
    FROM (
        SELECT unit, date_trunc(unit, first_date)::DATE AS start_date, story_count FROM near, units
        UNION ALL
        SELECT unit, date_trunc(unit, report_date)::DATE AS start_date, count(DISTINCT story_no)
        FROM far, units
        GROUP BY ALL
    )
    GROUP BY ALL
)
SELECT c.unit, c.start_date, c.article_count, c.alone_count + coalesce(s.story_count, 0) AS story_count
FROM counts AS c
LEFT JOIN stories AS s USING (unit, start_date)
ORDER BY c.unit, c.start_date
