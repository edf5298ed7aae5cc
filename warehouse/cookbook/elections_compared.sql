-- topic: Elections
-- question: How much is reported about each election, and how much of it is about conduct?
-- pertanyaan: Seberapa banyak pemberitaan tiap pemilu atau pilkada, dan seberapa banyak yang tentang perilaku?
-- read: Stories that name the election. The press that was read differs from year to year: compare shares before counts. The three conduct columns are not to be added up.
SELECT
    e.election_id,
    e.voting_date,
    count(DISTINCT a.story_id) AS story_count,
    count(DISTINCT a.outlet_id) AS outlet_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'prohibited') AS prohibited_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'alleged') AS alleged_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'proven') AS proven_story_count
FROM elections AS e
JOIN article_elections AS x USING (election_id)
JOIN articles AS a USING (article_id)
LEFT JOIN violations AS v USING (article_id)
WHERE a.relevance IN ('core', 'mention')
GROUP BY ALL
ORDER BY e.voting_date;
