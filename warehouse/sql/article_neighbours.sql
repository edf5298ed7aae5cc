-- Lists of articles run by article_no, the newest first (sql/articles_table.sql).
WITH here AS (
    SELECT article_no AS here_no FROM article_facts WHERE article_id = $article_id
),
listed AS (
    SELECT article_no, article_id FROM article_facts WHERE {filters}
)
SELECT
    count(*) FILTER (WHERE article_no <= here_no) AS place,
    count(*) AS total,
    arg_max(article_id, article_no) FILTER (WHERE article_no < here_no) AS previous_id,
    arg_min(article_id, article_no) FILTER (WHERE article_no > here_no) AS next_id
FROM listed CROSS JOIN here
HAVING bool_or(article_no = here_no)
