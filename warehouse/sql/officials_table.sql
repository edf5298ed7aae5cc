SELECT o.*
FROM selected AS s
JOIN officials_with_region AS o USING (article_id)
ORDER BY o.report_date DESC NULLS LAST, o.article_id, o.official_id
