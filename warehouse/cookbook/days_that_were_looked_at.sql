-- topic: Sources
-- question: For how many days was each outlet really looked at?
-- pertanyaan: Berapa hari tiap media benar-benar dipantau?
-- read: Days of a crawl's window, and days with an article. An outlet without crawled days came in as files: days without an article then say nothing.
SELECT outlet_id, min(day) AS first_day, max(day) AS last_day, count(*) FILTER (WHERE is_crawled) AS crawled_day_count, count(*) FILTER (WHERE subject_article_count > 0) AS days_with_reports
FROM coverage_by_outlet_day
GROUP BY ALL
ORDER BY outlet_id;
