-- Reports against watching: only days that a crawl covered count, for both, and only outlets at home in the province.
CREATE VIEW rates_by_province_month AS
WITH homes AS (
    SELECT outlet_id, any_value(region_code ORDER BY region_code) AS region_code
    FROM (
        SELECT outlet_id, region_code FROM outlets WHERE region_code IS NOT NULL
        UNION
        SELECT outlet_id, region_code FROM crawl_visits
        WHERE region_code IS NOT NULL AND outlet_id NOT IN (SELECT outlet_id FROM outlets WHERE region_code IS NOT NULL)
    )
    GROUP BY outlet_id
),
watched AS (
    SELECT
        r.province_code,
        date_trunc('month', c.day)::DATE AS month_start_date,
        count(*) AS outlet_day_count,
        sum(c.subject_article_count)::BIGINT AS subject_article_count
    FROM coverage_by_outlet_day AS c
    JOIN homes AS h USING (outlet_id)
    JOIN regions AS r ON r.code = h.region_code
    WHERE c.is_crawled AND r.province_code IS NOT NULL
    GROUP BY ALL
),
months AS (
    SELECT DISTINCT month_start_date FROM watched
)
SELECT
    p.code AS province_code,
    p.name AS province_name,
    m.month_start_date,
    w.outlet_day_count,
    w.subject_article_count,
    w.subject_article_count / w.outlet_day_count AS subject_articles_per_outlet_day
FROM provinces AS p
CROSS JOIN months AS m
LEFT JOIN watched AS w ON w.province_code = p.code AND w.month_start_date = m.month_start_date;
COMMENT ON VIEW rates_by_province_month IS 'Reports on the subject per outlet and day watched, by home province of the outlet and month; NULL, not zero, where no outlet was watched.';
COMMENT ON COLUMN rates_by_province_month.province_code IS 'The province.';
COMMENT ON COLUMN rates_by_province_month.province_name IS 'Its name.';
COMMENT ON COLUMN rates_by_province_month.month_start_date IS 'First day of the month; months in which no outlet at all was watched have no row.';
COMMENT ON COLUMN rates_by_province_month.outlet_day_count IS 'Days that crawls covered, summed over outlets at home there; NULL for none.';
COMMENT ON COLUMN rates_by_province_month.subject_article_count IS 'Articles of these outlets and days with relevance core or mention; NULL where nothing was watched.';
COMMENT ON COLUMN rates_by_province_month.subject_articles_per_outlet_day IS 'The one over the other; NULL where nothing was watched.';
