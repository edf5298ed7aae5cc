-- What is shown of the articles found. `shown_title` is the title that was indexed; NULL where the article has none.
SELECT a.article_id, a.title AS shown_title, a.display_title, a.report_date, a.outlet_id, o.name AS outlet, a.text
FROM articles AS a
LEFT JOIN outlets AS o ON o.outlet_id = a.outlet_id
WHERE a.article_id IN ({articles})
