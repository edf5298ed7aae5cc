-- topic: Conduct
-- question: Where conduct is alleged, do the same articles report an inquiry, a referral or a sanction?
-- pertanyaan: Jika ada dugaan, apakah berita yang sama melaporkan klarifikasi, rekomendasi, atau sanksi?
-- read: Stories with an allegation, by province, and how many of them also report each step as taken. Steps reported in other stories are not seen here. An article about two provinces counts in each.
SELECT
    p.province_name,
    count(DISTINCT a.story_id) AS alleged_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE m.type = 'investigation') AS with_investigation_count,
    count(DISTINCT a.story_id) FILTER (WHERE m.type = 'referral') AS with_referral_count,
    count(DISTINCT a.story_id) FILTER (WHERE m.type = 'sanction_imposed') AS with_sanction_count
FROM articles AS a
JOIN article_provinces AS p USING (article_id)
LEFT JOIN measures AS m ON m.article_id = a.article_id AND m.status = 'taken'
WHERE EXISTS (FROM violations AS v WHERE v.article_id = a.article_id AND v.status = 'alleged')
GROUP BY ALL
ORDER BY alleged_story_count DESC, p.province_name;
