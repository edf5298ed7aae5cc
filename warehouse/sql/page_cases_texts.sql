-- The articles that tell a case. Texts are read once: unpacking them costs more than all else.
SELECT a.article_id, a.display_title, coalesce(o.name, a.outlet_printed) AS outlet, a.outlet_id, a.report_date, a.text
FROM articles AS a
LEFT JOIN outlets AS o USING (outlet_id)
WHERE a.article_id IN ({articles})
ORDER BY a.article_id
