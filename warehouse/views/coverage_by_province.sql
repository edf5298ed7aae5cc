CREATE VIEW coverage_by_province AS
WITH watched AS (
    SELECT outlet_id, region_code FROM outlets
    UNION
    -- An outlet that was crawled and brought nothing on the subject was watched, too; one that refused was not.
    SELECT outlet_id, region_code FROM crawl_visits WHERE left_because IS NULL AND fetched_count + unchanged_count + stored_count > 0
),
home AS (
    SELECT r.province_code, count(DISTINCT w.outlet_id) AS outlet_count
    FROM watched AS w JOIN regions AS r ON r.code = w.region_code
    GROUP BY ALL
),
about AS (
    SELECT b.value AS province_code, n.article_count
    FROM (SELECT province_no, count(*) AS article_count FROM province_facts GROUP BY province_no) AS n
    JOIN fact_bits AS b ON b.facet = 'province' AND b.bit_no = n.province_no
)
SELECT
    p.code AS province_code,
    p.name,
    coalesce(h.outlet_count, 0) AS outlet_count,
    coalesce(b.article_count, 0) AS article_count,
    h.outlet_count IS NOT NULL OR b.article_count IS NOT NULL AS is_covered
FROM provinces AS p
LEFT JOIN home AS h ON h.province_code = p.code
LEFT JOIN about AS b ON b.province_code = p.code;
COMMENT ON VIEW coverage_by_province IS 'Whether a province was looked at: all 38, one row each. No report from a province that is not covered says nothing.';
COMMENT ON COLUMN coverage_by_province.province_code IS 'The province.';
COMMENT ON COLUMN coverage_by_province.name IS 'Its name.';
COMMENT ON COLUMN coverage_by_province.outlet_count IS 'Outlets at home in it that brought articles or were crawled.';
COMMENT ON COLUMN coverage_by_province.article_count IS 'Articles about it, of any relevance.';
COMMENT ON COLUMN coverage_by_province.is_covered IS 'True where an outlet that was read is at home in it or an article is about it.';
