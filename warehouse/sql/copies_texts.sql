-- Articles of the needed weeks with the page residue in them; fold_day is the day they are folded by. They are ordered so
-- that the days of a week lie together.
SELECT a.article_id, a.fold_day, a.published_at, a.text, r.spans
FROM (
    SELECT
        article_id,
        text,
        coalesce(report_date, imported_at::DATE) AS fold_day,
        coalesce(published_at, report_date - INTERVAL 7 HOUR, TIMESTAMP '9999-12-31') AS published_at
    FROM named.articles
) AS a
LEFT JOIN residue_spans AS r USING (article_id)
WHERE EXISTS (FROM needed_weeks AS n WHERE n.week IS NOT DISTINCT FROM date_trunc('week', a.fold_day)::DATE)
ORDER BY a.fold_day, a.published_at, a.article_id
