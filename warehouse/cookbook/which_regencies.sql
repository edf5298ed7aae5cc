-- topic: Places
-- question: Which regencies and cities are most in the news for this?
-- pertanyaan: Kabupaten dan kota mana yang paling banyak diberitakan?
-- read: Stories whose main place is the regency or city, copies folded. Many stories may mean much conduct, much supervision, or a diligent newspaper.
SELECT r.code, r.name, v.name AS province_name, count(DISTINCT a.story_id) AS story_count, count(DISTINCT a.article_id) AS article_count
FROM article_primary_regions AS p
JOIN regions AS r ON r.code = p.region_code
JOIN provinces AS v ON v.code = r.province_code
JOIN articles AS a USING (article_id)
WHERE r.level IN ('regency', 'city') AND a.relevance IN ('core', 'mention')
GROUP BY ALL
ORDER BY story_count DESC, r.code;
