-- topic: Conduct
-- question: Has conduct on social media become a larger part of what is alleged?
-- pertanyaan: Apakah porsi dugaan pelanggaran di media sosial meningkat?
-- read: Of the stories with an allegation that name an election, the share in which conduct on social media is alleged. Few stories make the share jump: look at both counts.
SELECT
    e.election_id,
    count(DISTINCT a.story_id) AS alleged_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.type = 'social_media') AS social_media_story_count,
    round(social_media_story_count / alleged_story_count, 2) AS social_media_share
FROM violations AS v
JOIN articles AS a USING (article_id)
JOIN article_elections AS x USING (article_id)
JOIN elections AS e USING (election_id)
WHERE v.status = 'alleged'
GROUP BY ALL
ORDER BY e.election_id;
