SELECT w.*, o.start_char, o.end_char
FROM officials_with_region AS w
JOIN officials AS o USING (official_id)
WHERE w.article_id = $article_id
ORDER BY o.start_char, w.official_id
