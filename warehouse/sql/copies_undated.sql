-- Articles without a day whose very text an article before them has: the first one of it. Before is by week, so that
-- nothing found here runs against what the weeks tell.
WITH ordered AS (
    SELECT
        article_id,
        report_date,
        first_value(article_id) OVER (
            PARTITION BY version
            ORDER BY
                date_trunc('week', coalesce(report_date, imported_at::DATE)) NULLS LAST,
                coalesce(published_at, report_date - INTERVAL 7 HOUR, TIMESTAMP '9999-12-31'),
                article_id
        ) AS copy_of
    FROM named.articles
    WHERE version IN (SELECT version FROM named.articles WHERE report_date IS NULL AND word_count > 0)
)
SELECT article_id, copy_of, 1.0 AS share
FROM ordered
WHERE report_date IS NULL AND copy_of <> article_id
