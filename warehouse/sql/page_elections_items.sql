-- Measures and conduct of the articles within the days that are compared, by election, type and status.
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
SELECT i.election_id, b.facet AS kind, b.value AS type, b.status, count(*) AS item_count
FROM inside AS i
JOIN (
    SELECT article_no, 'measure' AS facet, kind_no FROM measure_facts
    WHERE article_no IN (SELECT article_no FROM inside)
    UNION ALL
    SELECT article_no, 'violation', kind_no FROM violation_facts
    WHERE article_no IN (SELECT article_no FROM inside)
) AS m USING (article_no)
JOIN fact_bits AS b ON b.facet = m.facet AND b.bit_no = m.kind_no
GROUP BY ALL
ORDER BY ALL
