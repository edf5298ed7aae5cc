-- What decides on persons, from the tables of a warehouse: one row per row of officials.
SELECT
    o.official_id,
    o.article_id,
    o.name,
    o.role,
    o.acting,
    o.region_code,
    a.report_date AS day,
    a.story_id,
    p.primary_region_codes,
    m.mentions
FROM officials AS o
JOIN articles AS a USING (article_id)
LEFT JOIN (
    SELECT article_id, list(region_code) AS primary_region_codes FROM article_primary_regions GROUP BY article_id
) AS p USING (article_id)
LEFT JOIN (SELECT official_id, list(DISTINCT text) AS mentions FROM mentions GROUP BY official_id) AS m USING (official_id);
