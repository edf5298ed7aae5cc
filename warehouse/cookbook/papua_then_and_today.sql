-- topic: Places
-- question: How do the provinces of Papua count on the map of Pilkada 2020 and on today's?
-- pertanyaan: Bagaimana provinsi-provinsi di Papua dihitung menurut peta Pilkada 2020 dan peta hari ini?
-- read: Articles of relevance core or mention that name Pilkada 2020, by province: in 2020 there were two provinces in Papua, today there are six. On today's map NULL means that no part of it was looked at. The same for another election: put its `election_id`.
SELECT 'as on the voting day' AS map, province_code, name, is_covered, article_count, story_count
FROM articles_by_province_then
WHERE election_id = 'pilkada-2020' AND province_code[1] = '9'
UNION ALL
SELECT 'today', c.province_code, c.name, c.is_covered, n.article_count, n.story_count
FROM coverage_by_province AS c
LEFT JOIN (
    SELECT v.province_code, count(DISTINCT a.article_id) AS article_count, count(DISTINCT a.story_id) AS story_count
    FROM coverage_by_province AS v
    LEFT JOIN article_provinces AS p USING (province_code)
    LEFT JOIN article_elections AS x ON x.article_id = p.article_id AND x.election_id = 'pilkada-2020'
    LEFT JOIN articles AS a ON a.article_id = x.article_id AND a.relevance IN ('core', 'mention')
    WHERE v.is_covered
    GROUP BY ALL
) AS n USING (province_code)
WHERE c.province_code[1] = '9'
ORDER BY map, province_code;
