-- topic: Measures
-- question: What is done about neutrality, and what is only planned or called for?
-- pertanyaan: Langkah apa yang sudah diambil, dan apa yang baru direncanakan atau diminta?
-- read: Stories per kind of measure and status. A story that reports a pledge and a circular counts in both rows; a plan reported as done later counts in both states.
SELECT m.type, m.status, count(DISTINCT a.story_id) AS story_count, count(DISTINCT a.article_id) AS article_count, count(*) AS item_count
FROM measures AS m JOIN articles AS a USING (article_id)
GROUP BY ALL
ORDER BY story_count DESC, m.type, m.status;
