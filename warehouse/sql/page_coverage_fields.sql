-- Articles that lack something, of those selected (article_facts.lack_bits).
SELECT
    count(*) AS article_count,
    count(*) FILTER (WHERE lack_bits & 1 <> 0) AS author,
    count(*) FILTER (WHERE lack_bits & 4 <> 0) AS hour,
    count(*) FILTER (WHERE lack_bits & 2 <> 0) AS published,
    count(*) FILTER (WHERE report_date IS NULL) AS report_date,
    count(*) FILTER (WHERE lack_bits & 8 <> 0) AS region,
    count(*) FILTER (WHERE outlet_no IS NULL) AS outlet
FROM article_facts
WHERE {filters}
