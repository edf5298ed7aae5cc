SELECT min(report_date) AS first_date, max(report_date) AS last_date
FROM article_facts
WHERE {filters}
