-- topic: Following a case
-- question: Which cases are followed over several articles, and in how many stories?
-- pertanyaan: Kasus mana yang diikuti dalam beberapa artikel, dan dalam berapa berita?
-- read: Cases as they were joined from articles, with the articles and independent stories that tell them. A case that stands as `alleged` is a report of alleged conduct, not a breach that was found. Behind a row: `FROM case_evidence WHERE case_id = ...`.
SELECT c.case_id, r.name AS region, c.election_id, c.status, c.first_date, c.last_date, c.article_count, c.story_count
FROM cases AS c
LEFT JOIN regions AS r ON r.code = c.region_code
WHERE c.article_count > 1
ORDER BY c.article_count DESC, c.case_id;
