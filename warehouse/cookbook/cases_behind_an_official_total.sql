-- topic: Sources
-- question: Which of our cases stand beside one official figure?
-- pertanyaan: Kasus mana yang mendampingi satu angka resmi?
-- read: The cases in the scope of one figure (the national one of KASN for Pilkada 2020 up to 9 November 2020; put another `total_id`): same election, area by the map of then, first reported up to its day. They are not the files that the figure counts. Each opens in `case_evidence`.
SELECT o.case_id, o.status, r.name AS region, o.first_date, c.article_count, c.story_count, a.display_title
FROM official_total_cases AS o
JOIN cases AS c USING (case_id)
JOIN articles AS a ON a.article_id = c.first_article_id
LEFT JOIN regions AS r ON r.code = o.region_code
WHERE o.total_id = 'kasn-pilkada-2020-00-november-sanctioned'
ORDER BY o.first_date NULLS LAST, o.case_id;
