-- Why the rows of an article may differ: one row per article that differs itself. {{names}} are tables of the two sides.
INSERT INTO article_reasons
SELECT
    coalesce(a.article_id, b.article_id),
    CASE
        WHEN c.id IS NOT NULL THEN 'correction'
        WHEN a.article_id IS NULL THEN 'new article'
        WHEN b.article_id IS NULL AND s.article_id IS NOT NULL THEN 'article skipped'
        WHEN b.article_id IS NULL THEN 'article no longer there'
        WHEN a.version <> b.version THEN 'newer version of the text'
        WHEN a.pipeline <> b.pipeline THEN 'another pipeline version'
        WHEN a.withdrawn_at IS NULL AND b.withdrawn_at IS NOT NULL THEN 'withdrawn by its outlet'
        WHEN a.withdrawn_at IS NOT NULL AND b.withdrawn_at IS NULL THEN 'shown again by its outlet'
    END AS why
FROM {before} AS a
FULL JOIN {after} AS b ON a.article_id = b.article_id
LEFT JOIN {skipped} AS s ON s.article_id = a.article_id
LEFT JOIN (
    SELECT DISTINCT split_part(id, '#', 1) AS id FROM corrected
) AS c ON c.id = coalesce(a.article_id, b.article_id)
WHERE why IS NOT NULL;
