-- Outlets with what crawls did at them, all runs together, and what the latest one left behind.
WITH visits AS (
    SELECT
        outlet_id,
        count(*) AS visit_count,
        count(since_date) AS window_count,
        min(since_date) AS first_since_date,
        -- What an outlet gives through an interface counts as stored and was never fetched page by page.
        sum(greatest(fetched_count, stored_count + unchanged_count))::BIGINT AS fetched_count,
        sum(failed_count)::BIGINT AS failed_count,
        max(crawled_at) AS crawled_at,
        arg_max(days_silent, run_id) AS days_silent,
        max(last_published_date) AS last_published_date,
        arg_max(coalesce(left_because, if(is_finished, NULL, 'unfinished')), run_id) AS left_because,
        any_value(name) AS name,
        any_value(region_code) AS region_code
    FROM crawl_visits
    GROUP BY outlet_id
),
brought AS (
    SELECT n.outlet_id, count(*) AS article_count, min(f.report_date) AS first_date, max(f.report_date) AS last_date
    FROM article_facts AS f
    JOIN outlet_numbers AS n USING (outlet_no)
    GROUP BY n.outlet_id
),
known AS (
    SELECT outlet_id FROM outlets
    UNION
    SELECT outlet_id FROM visits
)
SELECT
    k.outlet_id,
    coalesce(o.name, v.name) AS name,
    r.code AS region_code,
    r.name AS region_name,
    r.province_code,
    p.name AS province_name,
    coalesce(b.article_count, 0) AS article_count,
    b.first_date,
    b.last_date,
    coalesce(v.visit_count, 0) AS visit_count,
    coalesce(v.window_count, 0) AS window_count,
    v.first_since_date,
    v.fetched_count,
    v.failed_count,
    v.crawled_at,
    v.days_silent,
    v.last_published_date,
    v.left_because
FROM known AS k
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN visits AS v USING (outlet_id)
LEFT JOIN brought AS b USING (outlet_id)
LEFT JOIN regions AS r ON r.code = coalesce(o.region_code, v.region_code)
LEFT JOIN provinces AS p ON p.code = r.province_code
WHERE (len($provinces::VARCHAR[]) = 0 OR list_contains($provinces::VARCHAR[], r.province_code))
    AND (len($outlets::VARCHAR[]) = 0 OR list_contains($outlets::VARCHAR[], k.outlet_id))
ORDER BY r.province_code NULLS LAST, r.code, name, k.outlet_id
