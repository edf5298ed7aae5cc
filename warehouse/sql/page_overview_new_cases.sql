-- A case is new where all the articles that tell it are.
WITH touched AS (
    SELECT DISTINCT case_id FROM case_facts WHERE {filters}
)
SELECT count(*) AS case_count
FROM touched AS n
WHERE NOT EXISTS (
    SELECT 1
    FROM case_articles AS t
    JOIN article_versions AS v USING (article_id)
    WHERE t.case_id = n.case_id AND NOT coalesce(v.imported_at > $page_new::TIMESTAMP, false))
