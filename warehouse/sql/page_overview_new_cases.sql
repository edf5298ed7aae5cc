-- A case is new where all the articles that tell it are.
WITH chosen AS (
    SELECT article_id FROM article_facts WHERE {filters}
),
touched AS (
    SELECT DISTINCT t.case_id FROM chosen JOIN case_articles AS t USING (article_id)
)
SELECT count(*) AS case_count
FROM touched AS n
WHERE NOT EXISTS (
    SELECT 1
    FROM case_articles AS t
    JOIN article_versions AS v USING (article_id)
    WHERE t.case_id = n.case_id AND NOT coalesce(v.imported_at > $page_new::TIMESTAMP, false))
