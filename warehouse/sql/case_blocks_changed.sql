-- Blocks whose reports must be joined anew: with a report of an article that came or changed, and where persons or
-- stories are others than those that the cases were made with.
SELECT block FROM named.case_reports SEMI JOIN changed USING (article_id)
UNION
SELECT c.block
FROM case_articles AS c JOIN named.articles AS a USING (article_id)
WHERE c.story_id IS DISTINCT FROM a.story_id
UNION
SELECT c.block
FROM case_persons AS p
JOIN case_articles AS c USING (report_id)
LEFT JOIN official_persons AS o ON o.official_id = p.official_id
WHERE p.person_id IS DISTINCT FROM o.person_id
