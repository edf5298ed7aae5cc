-- topic: Quality
-- question: How many articles stand on no timeline, and where do the days of the others come from?
-- pertanyaan: Berapa artikel yang tidak bertanggal, dan dari mana tanggal yang lain?
-- read: NULL has no day and is missing from every count by time. A day from a statement or an event in the text is less sure than one of publication.
SELECT report_date_source, count(*) AS article_count, min(report_date) AS first_date, max(report_date) AS last_date
FROM articles
GROUP BY ALL
ORDER BY article_count DESC, report_date_source NULLS LAST;
