-- topic: Elections
-- schema: 6
-- question: Which contests (which seat, which region) do the articles name?
-- pertanyaan: Kontestasi mana (jabatan dan daerah) yang disebut dalam berita?
-- read: Articles and stories per contest, by the words in print. An article that names only the election is in no row.
SELECT x.contest_id, count(DISTINCT a.article_id) AS article_count, count(DISTINCT a.story_id) AS story_count
FROM article_contests AS x JOIN articles AS a USING (article_id)
GROUP BY ALL
ORDER BY story_count DESC, x.contest_id;
