SELECT m.type, count(DISTINCT s.article_id) AS article_count
FROM selected AS s
JOIN measures AS m USING (article_id)
GROUP BY m.type
ORDER BY m.type
