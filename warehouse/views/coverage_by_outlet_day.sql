CREATE VIEW coverage_by_outlet_day AS
WITH crawled AS (
    SELECT
        outlet_id,
        run_id,
        unnest(generate_series(
            since_date, least(coalesce(until_date, crawled_at::DATE), crawled_at::DATE), INTERVAL 1 DAY
        ))::DATE AS day
    FROM crawl_visits
    -- Where a crawl was given no first day, nobody knows how far back the lists of the outlet reached.
    WHERE since_date IS NOT NULL
        AND is_finished
        AND left_because IS NULL
        AND fetched_count + unchanged_count + known_count + stored_count > 0
),
looked_at AS (
    SELECT outlet_id, day, count(DISTINCT run_id) AS run_count FROM crawled GROUP BY ALL
),
reported AS (
    SELECT
        outlet_id,
        report_date AS day,
        count(*) AS article_count,
        count(*) FILTER (WHERE relevance IN ('core', 'mention')) AS subject_article_count
    FROM articles
    WHERE report_date_source = 'published' AND outlet_id IS NOT NULL
    GROUP BY ALL
)
SELECT
    outlet_id,
    day,
    l.run_count IS NOT NULL AS is_crawled,
    coalesce(l.run_count, 0) AS run_count,
    coalesce(r.article_count, 0) AS article_count,
    coalesce(r.subject_article_count, 0) AS subject_article_count
FROM looked_at AS l
FULL JOIN reported AS r USING (outlet_id, day);
COMMENT ON VIEW coverage_by_outlet_day IS 'Which days of an outlet were looked at: one row per outlet and day that a crawl covered or an article is of. A day with a row and no article had no reports; a day without a row was not crawled, and says nothing.';
COMMENT ON COLUMN coverage_by_outlet_day.outlet_id IS 'The outlet, as in outlets and crawl_visits.';
COMMENT ON COLUMN coverage_by_outlet_day.day IS 'Day of publication, in the page''s own zone.';
COMMENT ON COLUMN coverage_by_outlet_day.is_crawled IS 'Whether a crawl that came to its end had this day in its window and was not refused; false where an article alone tells of the day.';
COMMENT ON COLUMN coverage_by_outlet_day.run_count IS 'Crawls that covered the day.';
COMMENT ON COLUMN coverage_by_outlet_day.article_count IS 'Articles of the day, of any relevance.';
COMMENT ON COLUMN coverage_by_outlet_day.subject_article_count IS 'Articles of relevance core or mention among them.';
