-- What each election has within the days that are compared, outside them, and without a day.
WITH {picked},
placed AS (
    SELECT
        p.election_no,
        p.story_no,
        p.is_alone,
        p.report_date,
        p.outlet_no,
        p.report_date - c.voting_date AS days,
        coalesce(p.report_date - c.voting_date BETWEEN $first_day::INTEGER AND $last_day::INTEGER, false) AS is_inside
    FROM picked AS p
    JOIN chosen AS c USING (election_no)
),
counts AS (
    SELECT
        election_no,
        count(*) FILTER (WHERE is_inside) AS article_count,
        count(*) FILTER (WHERE is_inside AND is_alone)
            + count(DISTINCT story_no) FILTER (WHERE is_inside AND NOT is_alone) AS story_count,
        count(DISTINCT outlet_no) FILTER (WHERE is_inside) AS outlet_count,
        count(*) FILTER (WHERE days < $first_day::INTEGER) AS before_count,
        count(*) FILTER (WHERE days > $last_day::INTEGER) AS after_count,
        count(*) FILTER (WHERE report_date IS NULL) AS undated_count
    FROM placed
    GROUP BY election_no
)
SELECT
    c.election_id,
    c.voting_date,
    coalesce(n.article_count, 0) AS article_count,
    coalesce(n.story_count, 0) AS story_count,
    coalesce(n.outlet_count, 0) AS outlet_count,
    coalesce(n.before_count, 0) AS before_count,
    coalesce(n.after_count, 0) AS after_count,
    coalesce(n.undated_count, 0) AS undated_count
FROM chosen AS c
LEFT JOIN counts AS n USING (election_no)
ORDER BY c.voting_date DESC, c.election_id
