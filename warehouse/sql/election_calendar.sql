SELECT e.election_id, e.name_id, e.name_en, e.voting_date, s.stage, s.start_date, s.end_date, s.source
FROM elections AS e
JOIN election_stages AS s USING (election_id)
WHERE len($elections::VARCHAR[]) = 0 OR list_contains($elections::VARCHAR[], e.election_id)
ORDER BY e.voting_date, e.election_id, s.start_date, s.stage
