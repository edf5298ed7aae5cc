SELECT
    v.status,
    count(*) AS item_count,
    count(DISTINCT s.article_id) AS article_count,
    count(DISTINCT s.story_id) AS story_count
FROM selected AS s
JOIN violations AS v USING (article_id)
GROUP BY v.status
