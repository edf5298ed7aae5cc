article_no IN (
    SELECT f.article_no
    FROM articles AS n
    JOIN article_facts AS f USING (article_id)
    WHERE n.imported_at > $page_new::TIMESTAMP
        AND NOT EXISTS (
            SELECT 1 FROM article_versions AS o
            WHERE o.article_id = n.article_id AND o.imported_at <= $page_new::TIMESTAMP))
