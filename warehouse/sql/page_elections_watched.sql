-- Outlets that crawls watched on some of the compared days of each election, and those whose articles came without.
WITH windows AS (
    SELECT election_id, voting_date + $first_day::INTEGER AS first_date, voting_date + $last_day::INTEGER AS last_date
    FROM elections
    WHERE list_contains($compared::VARCHAR[], election_id) AND voting_date IS NOT NULL
),
watched AS (
    SELECT DISTINCT w.election_id, v.outlet_id
    FROM windows AS w
    JOIN crawl_visits AS v
        ON v.since_date <= w.last_date
        AND least(coalesce(v.until_date, v.crawled_at::DATE), v.crawled_at::DATE) >= greatest(w.first_date, v.since_date)
    WHERE v.is_finished
        AND v.left_because IS NULL
        AND v.fetched_count + v.unchanged_count + v.known_count + v.stored_count > 0
),
brought AS (
    SELECT DISTINCT w.election_id, o.outlet_id
    FROM windows AS w
    JOIN election_numbers AS n USING (election_id)
    JOIN election_facts AS e ON e.election_no = n.election_no AND e.report_date BETWEEN w.first_date AND w.last_date
    LEFT JOIN outlet_numbers AS o ON o.outlet_no = e.outlet_no
)
SELECT
    w.election_id,
    (SELECT count(*) FROM watched AS x WHERE x.election_id = w.election_id) AS watched_count,
    (SELECT count(*) FROM brought AS b WHERE b.election_id = w.election_id AND NOT EXISTS (
        FROM watched AS x WHERE x.election_id = b.election_id AND x.outlet_id = b.outlet_id)) AS unwatched_count
FROM windows AS w
ORDER BY w.election_id
