SELECT
    m.type,
    m.status,
    count(DISTINCT s.story_id) AS story_count,
    count(DISTINCT s.article_id) AS article_count,
    count(*) AS item_count
FROM selected AS s
JOIN measures AS m USING (article_id)
GROUP BY ALL
ORDER BY m.type, m.status
