-- By month, quarter and year: days are counted first, and only stories with copies are told apart for each unit.
WITH days AS (
    SELECT report_date, count(*) AS article_count, count(*) FILTER (WHERE is_alone) AS alone_count
    FROM article_facts
    WHERE report_date IS NOT NULL AND {filters}
    GROUP BY report_date
),
copied AS (
    SELECT DISTINCT report_date, story_no
    FROM article_facts
    WHERE report_date IS NOT NULL AND NOT is_alone AND {filters}
),
units AS (
    SELECT unnest(['month', 'quarter', 'year']) AS unit
),
counts AS (
    SELECT unit, date_trunc(unit, report_date)::DATE AS start_date,
        sum(article_count)::BIGINT AS article_count, sum(alone_count)::BIGINT AS alone_count
    FROM days, units
    GROUP BY ALL
),
stories AS (
    SELECT unit, date_trunc(unit, report_date)::DATE AS start_date, count(DISTINCT story_no) AS story_count
    FROM copied, units
    GROUP BY ALL
)
SELECT c.unit, c.start_date, c.article_count, c.alone_count + coalesce(s.story_count, 0) AS story_count
FROM counts AS c
LEFT JOIN stories AS s USING (unit, start_date)
ORDER BY c.unit, c.start_date
