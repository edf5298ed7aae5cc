-- Stories of several articles (their id is that of the first), as the forms that they name.
WITH several AS (SELECT DISTINCT story_id FROM person_source WHERE story_id <> article_id)
SELECT list_sort(list_distinct(list(r.form_no))) AS form_nos
FROM person_source AS s
SEMI JOIN several USING (story_id)
JOIN person_rows AS r USING (official_id)
GROUP BY s.story_id
HAVING count(DISTINCT r.form_no) > 1
ORDER BY form_nos;
