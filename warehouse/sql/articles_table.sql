SELECT
    a.article_id,
    a.display_title,
    a.outlet_id,
    o.name AS outlet,
    a.published,
    a.report_date,
    a.report_date_source,
    a.relevance,
    (SELECT list(p.region_code ORDER BY p.region_code)
        FROM article_primary_regions AS p WHERE p.article_id = a.article_id) AS primary_region_codes,
    (SELECT list(r.name ORDER BY r.code)
        FROM article_primary_regions AS p JOIN regions AS r ON r.code = p.region_code
        WHERE p.article_id = a.article_id) AS primary_region_names,
    (SELECT list(p.province_code ORDER BY p.province_code)
        FROM article_provinces AS p WHERE p.article_id = a.article_id) AS province_codes,
    (SELECT list(e.election_id ORDER BY e.election_id)
        FROM article_elections AS e WHERE e.article_id = a.article_id) AS election_ids,
    (SELECT list(DISTINCT m.type ORDER BY m.type)
        FROM measures AS m WHERE m.article_id = a.article_id) AS measure_types,
    (SELECT list(DISTINCT v.type ORDER BY v.type)
        FROM violations AS v WHERE v.article_id = a.article_id AND v.status = 'prohibited') AS prohibited_types,
    (SELECT list(DISTINCT v.type ORDER BY v.type)
        FROM violations AS v WHERE v.article_id = a.article_id AND v.status = 'alleged') AS alleged_types,
    (SELECT list(DISTINCT v.type ORDER BY v.type)
        FROM violations AS v WHERE v.article_id = a.article_id AND v.status = 'proven') AS proven_types,
    a.story_id,
    t.article_count - 1 AS copy_count
FROM selected AS s
JOIN articles AS a USING (article_id)
JOIN stories AS t ON t.story_id = a.story_id
LEFT JOIN outlets AS o ON o.outlet_id = a.outlet_id
WHERE ($province::VARCHAR IS NULL OR a.article_id IN (
        SELECT article_id FROM article_provinces WHERE province_code = $province))
    AND ($area::VARCHAR IS NULL OR a.article_id IN (
        SELECT article_id FROM article_primary_regions WHERE region_code = $area))
    AND ($week_start_date::DATE IS NULL OR date_trunc('week', a.report_date)::DATE = $week_start_date::DATE)
    AND (NOT $undated::BOOLEAN OR a.report_date IS NULL)
ORDER BY a.report_date DESC NULLS LAST, a.article_id
LIMIT $max_rows::BIGINT
