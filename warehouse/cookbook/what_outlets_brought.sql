-- topic: Sources
-- question: What did each outlet bring, and what part of it is its own?
-- pertanyaan: Apa yang disumbang tiap media, dan berapa yang liputan sendiri?
-- read: first_count is the articles that are the earliest of their story among those read. An outlet that was read for a short time only has few of anything.
SELECT o.name, o.region_code, count(*) AS article_count, count(*) FILTER (WHERE s.first_article_id = a.article_id) AS first_count
FROM articles AS a
JOIN outlets AS o USING (outlet_id)
JOIN stories AS s USING (story_id)
GROUP BY ALL
ORDER BY article_count DESC, o.name;
