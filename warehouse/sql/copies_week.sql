-- Articles of some weeks in order of publication, with the page residue in them; fold_day is the day they are folded by.
SELECT
    a.article_id,
    a.fold_day,
    a.text,
    r.spans
FROM (
    SELECT
        article_id,
        text,
        coalesce(report_date, imported_at::DATE) AS fold_day,
        coalesce(published_at, report_date - INTERVAL 7 HOUR, TIMESTAMP '9999-12-31') AS published_at
    FROM named.articles
) AS a
LEFT JOIN residue_spans AS r USING (article_id)
WHERE if($first_day::DATE IS NULL, a.fold_day IS NULL, a.fold_day BETWEEN $first_day::DATE AND $last_day::DATE)
ORDER BY a.published_at, a.article_id
