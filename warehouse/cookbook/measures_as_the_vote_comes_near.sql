-- topic: Measures
-- question: How long before the vote are measures taken?
-- pertanyaan: Berapa lama sebelum pemungutan suara langkah-langkah itu diambil?
-- read: Stories by 30-day steps before voting day (0 is the last 30 days). Reports after the vote and articles without a day are left out; an article that names two elections counts with each.
SELECT e.election_id, (date_diff('day', a.report_date, e.voting_date) // 30) * 30 AS days_left_from, m.type, count(DISTINCT a.story_id) AS story_count
FROM measures AS m
JOIN articles AS a USING (article_id)
JOIN article_elections AS x USING (article_id)
JOIN elections AS e USING (election_id)
WHERE m.status = 'taken' AND a.report_date <= e.voting_date
GROUP BY ALL
ORDER BY e.election_id, days_left_from DESC, m.type;
