-- Outlets at home in an area (whatever the filters), and outlets that brought the selected articles.
WITH counts AS (
    SELECT
        outlet_no,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count,
        max(report_date) AS last_date
    FROM article_facts
    WHERE outlet_no IS NOT NULL AND {filters}
    GROUP BY outlet_no
),
watched AS (
    SELECT outlet_id, region_code FROM outlets
    UNION
    SELECT outlet_id, region_code FROM crawl_visits WHERE left_because IS NULL AND fetched_count + unchanged_count + stored_count > 0
),
home AS (
    SELECT outlet_id, min(region_code) AS region_code
    FROM watched
    WHERE region_code = $code OR starts_with(region_code, $code || '.')
    GROUP BY outlet_id
)
SELECT
    outlet_id,
    coalesce(o.name, outlet_id) AS name,
    coalesce(h.region_code, o.region_code) AS region_code,
    r.name AS region_name,
    h.outlet_id IS NOT NULL AS is_home,
    coalesce(c.article_count, 0) AS article_count,
    coalesce(c.story_count, 0) AS story_count,
    c.last_date
FROM home AS h
FULL JOIN (
    SELECT n.outlet_id, c.* EXCLUDE (outlet_no) FROM counts AS c JOIN outlet_numbers AS n USING (outlet_no)
) AS c USING (outlet_id)
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN regions AS r ON r.code = coalesce(h.region_code, o.region_code)
ORDER BY is_home DESC, article_count DESC, name, outlet_id
