SELECT c.article_id, c.display_title, o.name AS outlet, c.published, c.report_date, c.url,
    c.article_id = c.story_id AS is_first
FROM articles AS a
JOIN articles AS c USING (story_id)
LEFT JOIN outlets AS o ON o.outlet_id = c.outlet_id
WHERE a.article_id = $article_id AND c.article_id <> a.article_id
ORDER BY c.report_date NULLS LAST, c.article_id
