-- Why requests came to nothing, all crawls together.
SELECT f.kind, sum(f.failure_count)::BIGINT AS request_count, count(DISTINCT v.outlet_id) AS outlet_count,
    string_agg(DISTINCT v.name, ', ' ORDER BY v.name) AS names
FROM crawl_failures AS f
JOIN crawl_visits AS v ON v.run_id = f.run_id AND v.outlet = f.outlet
GROUP BY f.kind
ORDER BY request_count DESC, f.kind
