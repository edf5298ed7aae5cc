SELECT
    count(*) AS article_count,
    count(DISTINCT story_id) AS story_count,
    count(DISTINCT outlet_id) AS outlet_count,
    count(*) FILTER (WHERE report_date IS NULL) AS undated_article_count
FROM selected
