-- topic: Elections
-- question: In which stage of the election calendar do allegations fall?
-- pertanyaan: Pada tahapan mana dugaan pelanggaran diberitakan?
-- read: Stories with an allegation by the stage in which they were reported (not in which the conduct happened). Stages overlap, so a story may count in two.
SELECT s.election_id, s.stage, s.start_date, s.end_date, count(DISTINCT a.story_id) AS alleged_story_count
FROM election_stages AS s
JOIN article_elections AS x USING (election_id)
JOIN articles AS a ON a.article_id = x.article_id AND a.report_date BETWEEN s.start_date AND s.end_date
JOIN violations AS v ON v.article_id = a.article_id AND v.status = 'alleged'
GROUP BY ALL
ORDER BY s.start_date, s.stage;
