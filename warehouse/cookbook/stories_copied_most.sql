-- topic: Sources
-- question: Which stories were copied, and by how many outlets?
-- pertanyaan: Berita mana yang disalin, dan oleh berapa media?
-- read: Stories of more than one article: releases and wire copy. Where articles are counted and not stories, these weigh more than they should.
SELECT s.story_id, f.display_title, s.article_count, count(DISTINCT a.outlet_id) AS outlet_count, min(a.report_date) AS first_date, max(a.report_date) AS last_date
FROM stories AS s
JOIN articles AS f ON f.article_id = s.first_article_id
JOIN articles AS a ON a.story_id = s.story_id
WHERE s.article_count > 1
GROUP BY ALL
ORDER BY s.article_count DESC, s.story_id;
