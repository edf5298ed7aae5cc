CREATE VIEW measures_by_region_month_type AS
SELECT
    p.region_code,
    r.name AS region_name,
    date_trunc('month', a.report_date)::DATE AS month_start_date,
    m.type,
    m.status,
    count(DISTINCT a.story_id) AS story_count,
    count(DISTINCT a.article_id) AS article_count,
    count(DISTINCT m.measure_id) AS item_count
FROM measures AS m
JOIN articles AS a USING (article_id)
JOIN article_primary_regions AS p USING (article_id)
JOIN regions AS r ON r.code = p.region_code
GROUP BY ALL;
COMMENT ON VIEW measures_by_region_month_type IS 'Measures by primary region, month of report, type and status. An article about several regions counts in each: do not sum over regions.';
COMMENT ON COLUMN measures_by_region_month_type.region_code IS 'Primary region of the article.';
COMMENT ON COLUMN measures_by_region_month_type.region_name IS 'Its name.';
COMMENT ON COLUMN measures_by_region_month_type.month_start_date IS 'First day of the month of report_date, NULL for undated articles.';
COMMENT ON COLUMN measures_by_region_month_type.type IS 'Type of the measure.';
COMMENT ON COLUMN measures_by_region_month_type.status IS 'taken, planned or called_for.';
COMMENT ON COLUMN measures_by_region_month_type.story_count IS 'Independent stories.';
COMMENT ON COLUMN measures_by_region_month_type.article_count IS 'Articles.';
COMMENT ON COLUMN measures_by_region_month_type.item_count IS 'Rows of measures.';
