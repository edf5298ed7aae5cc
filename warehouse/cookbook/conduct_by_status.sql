-- topic: Conduct
-- question: What conduct is forbidden, alleged, and found to be a breach?
-- pertanyaan: Perilaku apa yang dilarang, diduga terjadi, dan terbukti?
-- read: Three columns of stories that are three different things: a rule recited, an allegation, a breach found by a body. They are never added up, and one story may stand in all three.
SELECT
    v.type,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'prohibited') AS prohibited_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'alleged') AS alleged_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE v.status = 'proven') AS proven_story_count
FROM violations AS v JOIN articles AS a USING (article_id)
GROUP BY ALL
ORDER BY v.type;
