-- topic: Places
-- question: Is the subject told as a local or as a national one?
-- pertanyaan: Apakah isu ini diberitakan sebagai isu daerah atau nasional?
-- read: Articles by the level of their main place. An article with places of two levels counts in each.
SELECT r.level, count(DISTINCT a.story_id) AS story_count, count(DISTINCT a.article_id) AS article_count
FROM article_primary_regions AS p
JOIN regions AS r ON r.code = p.region_code
JOIN articles AS a USING (article_id)
WHERE a.relevance = 'core'
GROUP BY ALL
ORDER BY story_count DESC, r.level;
