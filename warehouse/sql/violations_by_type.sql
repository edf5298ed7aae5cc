SELECT
    v.type,
    v.status,
    count(DISTINCT s.story_id) AS story_count,
    count(DISTINCT s.article_id) AS article_count,
    count(*) AS item_count
FROM selected AS s
JOIN violations AS v USING (article_id)
GROUP BY ALL
ORDER BY v.type, v.status
