-- The articles in which every clause holds, unranked; stands after search_all.sql and search_clauses.sql.
SELECT f.article_no
FROM clause_hits AS c
JOIN live AS d USING (doc_no)
JOIN article_facts AS f USING (article_id)
GROUP BY f.article_no
HAVING count(*) FILTER (WHERE NOT list_contains($excluded::INTEGER[], c.clause_no)) = $required_count
    AND count(*) FILTER (WHERE list_contains($excluded::INTEGER[], c.clause_no)) = 0
