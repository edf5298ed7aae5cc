SELECT
    count(*) AS article_count,
    count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
FROM article_facts
WHERE {filters}
