SELECT
    count(*) AS article_count,
    count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count,
    count(DISTINCT outlet_no) AS outlet_count,
    count(*) FILTER (WHERE report_date IS NULL) AS undated_article_count
FROM article_facts
WHERE {filters}
