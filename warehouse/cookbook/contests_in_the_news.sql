-- topic: Elections
-- question: Which contests (which seat, which region) do the articles name?
-- pertanyaan: Kontestasi mana (jabatan dan daerah) yang disebut dalam berita?
-- read: Articles of relevance core or mention and stories per contest, with the words in print. An article that names only the election is in no row. Behind a row: `FROM article_contests WHERE contest_id = ...`.
SELECT name_id, contest_id, voting_date, article_count, story_count, printed_names
FROM contest_articles
WHERE article_count > 0
ORDER BY story_count DESC, contest_id;
