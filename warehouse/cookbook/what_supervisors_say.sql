-- topic: Voices
-- question: What do Bawaslu's people say, word for word?
-- pertanyaan: Apa persisnya yang dikatakan jajaran Bawaslu?
-- read: One row per direct quotation of somebody quoted in a capacity at Bawaslu. Copies of one release repeat a quotation: story_id tells.
SELECT a.report_date, a.story_id, q.article_id, o.region_name, q.text
FROM quotes AS q
JOIN officials_with_region AS o ON o.official_id = q.speaker_official_id
JOIN articles AS a ON a.article_id = q.article_id
WHERE o.role = 'bawaslu'
ORDER BY a.report_date, q.article_id, q.start_char;
