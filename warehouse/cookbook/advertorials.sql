-- topic: Sources
-- question: How much of it is paid for?
-- pertanyaan: Berapa banyak yang merupakan advertorial?
-- read: is_paid true is an advertorial; NULL is that the page did not tell. Count them apart where it matters who speaks.
SELECT is_paid, count(*) AS article_count, count(DISTINCT story_id) AS story_count
FROM articles
GROUP BY ALL
ORDER BY is_paid NULLS LAST;
