WITH counts AS (
    SELECT outlet_no, count(*) AS article_count FROM article_facts WHERE {filters} GROUP BY outlet_no
)
SELECT o.outlet_id, coalesce(o.name, o.outlet_id) AS name, c.article_count
FROM counts AS c
JOIN outlet_numbers AS n USING (outlet_no)
JOIN outlets AS o USING (outlet_id)
ORDER BY lower(coalesce(o.name, o.outlet_id)), o.outlet_id
