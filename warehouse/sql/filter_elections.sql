SELECT e.election_id, e.kind, e.year, e.name_id, e.name_en, e.voting_date, count(*) AS article_count
FROM selected AS s
JOIN article_elections AS x USING (article_id)
JOIN elections AS e USING (election_id)
GROUP BY ALL
ORDER BY e.year DESC, e.kind
