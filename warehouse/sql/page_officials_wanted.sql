person_no IN (
    SELECT w.person_no
    FROM (
        SELECT article_id, substring(official_id, length(article_id) + 3)::INTEGER AS item_no
        FROM officials
        WHERE {wanted}
    ) AS o
    JOIN article_facts AS a USING (article_id)
    JOIN official_facts AS w ON w.article_no = a.article_no AND w.item_no = o.item_no)
