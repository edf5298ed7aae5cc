SELECT
    a.* EXCLUDE (published_at, updated, outlet_host, outlet_printed, outlet_region_printed, editor),
    o.name AS outlet,
    o.region_code AS outlet_region_code,
    r.name AS outlet_region_name,
    t.first_article_id,
    t.article_count - 1 AS copy_count
FROM articles AS a
JOIN stories AS t USING (story_id)
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN regions AS r ON r.code = o.region_code
WHERE a.article_id = $article_id
