-- topic: Following a case
-- schema: 6
-- question: Which cases are followed over several articles, and in how many stories?
-- pertanyaan: Kasus mana yang diikuti dalam beberapa artikel, dan dalam berapa berita?
-- read: Cases as they were joined from articles, with the articles and independent stories that tell them. A case is a report of alleged conduct, not a breach that was found.
SELECT c.case_id, c.region_code, c.election_id, count(DISTINCT x.article_id) AS article_count, count(DISTINCT a.story_id) AS story_count
FROM cases AS c
JOIN case_articles AS x USING (case_id)
JOIN articles AS a USING (article_id)
GROUP BY ALL
ORDER BY article_count DESC, c.case_id;
