-- Which outlets were read and which of their days: one row per outlet that brought an article or was crawled.
WITH known AS (
    SELECT outlet_id, name, region_code FROM outlets
    UNION
    SELECT v.outlet_id, min(v.name), min(v.region_code)
    FROM crawl_visits AS v ANTI JOIN outlets AS o ON o.outlet_id = v.outlet_id
    GROUP BY v.outlet_id
),
days AS (
    SELECT
        outlet_id,
        min(day) FILTER (WHERE is_crawled) AS first_watched_date,
        max(day) FILTER (WHERE is_crawled) AS last_watched_date,
        count(*) FILTER (WHERE is_crawled) AS watched_day_count,
        min(day) FILTER (WHERE article_count > 0) AS first_article_date,
        max(day) FILTER (WHERE article_count > 0) AS last_article_date,
        sum(article_count)::BIGINT AS article_count,
        sum(subject_article_count)::BIGINT AS subject_article_count
    FROM coverage_by_outlet_day
    GROUP BY outlet_id
)
SELECT
    k.outlet_id,
    k.name,
    k.region_code,
    d.first_watched_date::VARCHAR AS first_watched_date,
    d.last_watched_date::VARCHAR AS last_watched_date,
    coalesce(d.watched_day_count, 0) AS watched_day_count,
    d.first_article_date::VARCHAR AS first_article_date,
    d.last_article_date::VARCHAR AS last_article_date,
    coalesce(d.article_count, 0) AS dated_article_count,
    coalesce(d.subject_article_count, 0) AS dated_subject_article_count
FROM known AS k
LEFT JOIN days AS d USING (outlet_id)
ORDER BY k.outlet_id;
