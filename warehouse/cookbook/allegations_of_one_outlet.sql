-- topic: Sources
-- question: Where does all that is alleged come from a single outlet?
-- pertanyaan: Di mana semua dugaan hanya berasal dari satu media?
-- read: Regencies and cities whose allegations stand in one outlet's articles only: corroborate before you cite. Copies elsewhere make a second outlet but not a second source.
SELECT r.code, r.name, count(DISTINCT a.story_id) AS alleged_story_count, any_value(a.outlet_id) AS outlet_id
FROM violations AS v
JOIN articles AS a USING (article_id)
JOIN article_primary_regions AS p USING (article_id)
JOIN regions AS r ON r.code = p.region_code
WHERE v.status = 'alleged' AND r.level IN ('regency', 'city')
GROUP BY r.code, r.name
HAVING count(DISTINCT a.outlet_id) = 1 AND count(*) = count(a.outlet_id)
ORDER BY alleged_story_count DESC, r.code;
