-- topic: Rules
-- question: Which laws and rules are cited, and how widely?
-- pertanyaan: Aturan apa yang dirujuk, dan seberapa luas?
-- read: Stories and outlets that cite each rule. A release copied by ten outlets is one story.
SELECT l.citation, w.name, count(DISTINCT a.story_id) AS story_count, count(DISTINCT a.outlet_id) AS outlet_count
FROM legal_citations AS l
JOIN articles AS a USING (article_id)
LEFT JOIN laws AS w USING (citation)
GROUP BY ALL
ORDER BY story_count DESC, l.citation;
