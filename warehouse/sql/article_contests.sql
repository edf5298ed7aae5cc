SELECT p.article_contest_id, c.contest_id, c.name_id, c.voting_date, p.printed, p.start_char, p.end_char
FROM article_contests AS p
JOIN contests AS c USING (contest_id)
WHERE p.article_id = $article_id
ORDER BY p.start_char, p.article_contest_id
