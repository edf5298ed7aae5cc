-- Reports that name each election by week to its voting day: week 0 begins on that day, week -1 ends on the eve.
WITH chosen AS (
    SELECT n.election_no, e.election_id, e.voting_date
    FROM elections AS e
    JOIN election_numbers AS n USING (election_id)
    WHERE list_contains($compared::VARCHAR[], e.election_id) AND e.voting_date IS NOT NULL
),
picked AS (
    SELECT * FROM election_facts
    WHERE election_no IN (SELECT election_no FROM chosen) AND {filters}
),
inside AS (
    SELECT c.election_id, p.report_date - c.voting_date AS days, p.* EXCLUDE (election_no)
    FROM picked AS p
    JOIN chosen AS c USING (election_no)
    WHERE p.report_date - c.voting_date BETWEEN $first_day::INTEGER AND $last_day::INTEGER
)
SELECT
    election_id,
    floor(days / 7)::INTEGER AS week_no,
    count(*) AS article_count,
    count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
FROM inside
GROUP BY ALL
ORDER BY election_id, week_no
