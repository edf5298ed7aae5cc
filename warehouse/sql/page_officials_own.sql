-- The rows of these persons in the selected articles.
SELECT f.person_no, a.article_id, concat(a.article_id, '#o', f.item_no) AS official_id
FROM (
    SELECT person_no, article_no, item_no
    FROM official_facts
    WHERE person_no IN (SELECT unnest($persons::INTEGER[])) AND {filters}
) AS f
JOIN article_facts AS a USING (article_no)
