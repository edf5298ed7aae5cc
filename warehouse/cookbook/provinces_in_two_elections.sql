-- topic: Elections
-- question: How do provinces compare between Pilkada 2020 and Pilkada 2024?
-- pertanyaan: Bagaimana perbandingan antarprovinsi antara Pilkada 2020 dan Pilkada 2024?
-- read: Stories about each covered province that name the election. Coverage is known for the whole time only, so a 0 in one year may still mean that nobody looked that year. Provinces have their present borders: for Papua before 2022 see `papua_then_and_today`.
SELECT
    c.name,
    c.outlet_count,
    count(DISTINCT a.story_id) FILTER (WHERE x.election_id = 'pilkada-2020') AS stories_2020,
    count(DISTINCT a.story_id) FILTER (WHERE x.election_id = 'pilkada-2024') AS stories_2024
FROM coverage_by_province AS c
LEFT JOIN article_provinces AS p USING (province_code)
LEFT JOIN articles AS a ON a.article_id = p.article_id AND a.relevance IN ('core', 'mention')
LEFT JOIN article_elections AS x ON x.article_id = a.article_id
WHERE c.is_covered
GROUP BY ALL
ORDER BY stories_2024 DESC, stories_2020 DESC, c.name;
