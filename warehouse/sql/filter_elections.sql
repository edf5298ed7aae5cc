WITH counts AS (
    SELECT election_no, count(*) AS article_count FROM election_facts WHERE {filters} GROUP BY election_no
)
SELECT e.election_id, e.kind, e.year, e.name_id, e.name_en, e.voting_date, c.article_count
FROM counts AS c
JOIN election_numbers AS n USING (election_no)
JOIN elections AS e USING (election_id)
ORDER BY e.year DESC, e.kind
