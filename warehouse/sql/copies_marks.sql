-- The marks of the articles of the needed weeks, in order: what the copies of a week depend on (warehouse/copy_marks.py).
SELECT a.article_id, a.version, a.fold_day, a.moment, coalesce(r.spans::VARCHAR, '[]') AS residue
FROM (
    SELECT
        article_id,
        version,
        coalesce(report_date, imported_at::DATE) AS fold_day,
        epoch_us(coalesce(published_at, report_date - INTERVAL 7 HOUR, TIMESTAMP '9999-12-31')) AS moment
    FROM named.articles
) AS a
LEFT JOIN residue_spans AS r USING (article_id)
WHERE EXISTS (FROM needed_weeks AS n WHERE n.week IS NOT DISTINCT FROM date_trunc('week', a.fold_day)::DATE)
ORDER BY date_trunc('week', a.fold_day) NULLS FIRST, a.moment, a.article_id
