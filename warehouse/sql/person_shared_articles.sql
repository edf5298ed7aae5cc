-- Forms of one component (forms that links connect) that one article names: persons apart, for it tells them apart.
SELECT DISTINCT list_sort(list(r.form_no)) AS form_nos
FROM person_rows AS r
JOIN person_components AS c USING (form_no)
GROUP BY r.article_no, c.component
HAVING count(*) > 1
ORDER BY form_nos;
