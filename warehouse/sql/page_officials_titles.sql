-- Title and outlet of some articles.
SELECT a.article_id, a.display_title, o.name AS outlet
FROM (SELECT article_id, display_title, outlet_id FROM articles WHERE article_id IN ({articles})) AS a
LEFT JOIN outlets AS o USING (outlet_id)
