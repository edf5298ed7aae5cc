chosen AS (
    SELECT n.election_no, e.election_id, e.voting_date
    FROM elections AS e
    JOIN election_numbers AS n USING (election_id)
    WHERE list_contains($compared::VARCHAR[], e.election_id) AND e.voting_date IS NOT NULL
),
picked AS (
    SELECT * FROM election_facts
    WHERE election_no IN (SELECT election_no FROM chosen) AND {filters}
)
