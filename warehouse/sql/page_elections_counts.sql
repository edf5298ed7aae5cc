-- What each election has within the days that are compared, outside them, and without a day.
WITH {picked},
placed AS (
    SELECT
        c.election_id,
        p.story_no,
        p.is_alone,
        p.report_date,
        p.outlet_no,
        p.report_date - c.voting_date AS days,
        coalesce(p.report_date - c.voting_date BETWEEN $first_day::INTEGER AND $last_day::INTEGER, false) AS is_inside
    FROM picked AS p
    JOIN chosen AS c USING (election_no)
)
SELECT
    c.election_id,
    c.voting_date,
    count(*) FILTER (WHERE p.is_inside) AS article_count,
    count(*) FILTER (WHERE p.is_inside AND p.is_alone)
        + count(DISTINCT p.story_no) FILTER (WHERE p.is_inside AND NOT p.is_alone) AS story_count,
    count(DISTINCT p.outlet_no) FILTER (WHERE p.is_inside) AS outlet_count,
    count(*) FILTER (WHERE p.days < $first_day::INTEGER) AS before_count,
    count(*) FILTER (WHERE p.days > $last_day::INTEGER) AS after_count,
    count(*) FILTER (WHERE p.story_no IS NOT NULL AND p.report_date IS NULL) AS undated_count
FROM chosen AS c
LEFT JOIN placed AS p USING (election_id)
GROUP BY ALL
ORDER BY c.voting_date DESC, c.election_id
