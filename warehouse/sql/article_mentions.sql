SELECT m.official_id, o.name, o.role, m.text, m.start_char, m.end_char
FROM mentions AS m
JOIN officials AS o USING (official_id)
WHERE o.article_id = $article_id
ORDER BY m.start_char, m.mention_id
