-- What was wrong with outlets in the latest crawl of each.
SELECT v.outlet_id, v.name, v.crawled_at, t.trouble
FROM crawl_troubles AS t
JOIN crawl_visits AS v ON v.run_id = t.run_id AND v.outlet = t.outlet
WHERE t.run_id = (SELECT max(w.run_id) FROM crawl_visits AS w WHERE w.outlet_id = v.outlet_id)
ORDER BY v.name, t.trouble_no
