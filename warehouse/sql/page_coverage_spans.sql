-- Outlets by span of time: articles of the span, and whether a crawl covered it or came to nothing in it.
WITH spans AS (
    SELECT unnest($starts::DATE[]) AS start_date, unnest($ends::DATE[]) AS end_date
),
brought AS (
    SELECT n.outlet_id, s.start_date, count(*) AS article_count
    FROM (SELECT outlet_no, report_date FROM article_facts WHERE report_date BETWEEN $first_date::DATE AND $last_date::DATE) AS f
    JOIN outlet_numbers AS n USING (outlet_no)
    ASOF JOIN spans AS s ON f.report_date >= s.start_date
    GROUP BY ALL
),
visits AS (
    SELECT
        outlet_id,
        since_date,
        least(coalesce(until_date, crawled_at::DATE), crawled_at::DATE) AS last_date,
        is_finished AND left_because IS NULL
            AND fetched_count + unchanged_count + known_count + stored_count > 0 AS is_good
    FROM crawl_visits
    WHERE since_date IS NOT NULL
),
looked_at AS (
    SELECT v.outlet_id, s.start_date, bool_or(v.is_good) AS is_watched, bool_or(NOT v.is_good) AS is_failed
    FROM visits AS v
    JOIN spans AS s ON v.since_date <= s.end_date AND v.last_date >= s.start_date
    GROUP BY ALL
)
SELECT
    coalesce(b.outlet_id, l.outlet_id) AS outlet_id,
    coalesce(b.start_date, l.start_date) AS start_date,
    coalesce(b.article_count, 0) AS article_count,
    coalesce(l.is_watched, false) AS is_watched,
    coalesce(l.is_failed, false) AND NOT coalesce(l.is_watched, false) AS is_failed
FROM brought AS b
FULL JOIN looked_at AS l ON l.outlet_id = b.outlet_id AND l.start_date = b.start_date
ORDER BY outlet_id, start_date
