WITH chosen AS (
    SELECT article_id FROM article_facts WHERE {filters}
),
selected AS (
    SELECT DISTINCT c.case_id, c.region_code
    FROM chosen
    JOIN case_articles AS t USING (article_id)
    JOIN cases AS c USING (case_id)
)
SELECT count(*) AS case_count FROM selected
