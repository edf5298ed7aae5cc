CREATE VIEW contest_articles AS
WITH named AS (
    SELECT
        k.contest_id,
        count(DISTINCT a.article_id) AS article_count,
        count(DISTINCT a.story_id) AS story_count,
        list_sort(list(DISTINCT k.printed)) AS printed_names
    FROM article_contests AS k
    JOIN articles AS a USING (article_id)
    WHERE a.relevance IN ('core', 'mention')
    GROUP BY ALL
)
SELECT
    c.contest_id,
    c.election_id,
    c.kind,
    c.name_id,
    c.region_code,
    r.province_code,
    c.voting_date,
    v.is_covered,
    if(v.is_covered, coalesce(n.article_count, 0), NULL) AS article_count,
    if(v.is_covered, coalesce(n.story_count, 0), NULL) AS story_count,
    coalesce(n.printed_names, []) AS printed_names
FROM contests AS c
JOIN regions AS r ON r.code = c.region_code
JOIN coverage_by_province AS v ON v.province_code = r.province_code
LEFT JOIN named AS n USING (contest_id);
COMMENT ON VIEW contest_articles IS 'Contests with the articles of relevance core or mention that name them: one row per contest. What stands behind a count: article_contests.';
COMMENT ON COLUMN contest_articles.contest_id IS 'The contest.';
COMMENT ON COLUMN contest_articles.election_id IS 'The election it was part of.';
COMMENT ON COLUMN contest_articles.kind IS 'pilgub, pilbup or pilwako.';
COMMENT ON COLUMN contest_articles.name_id IS 'Short Indonesian name.';
COMMENT ON COLUMN contest_articles.region_code IS 'The area, today''s code.';
COMMENT ON COLUMN contest_articles.province_code IS 'Its province on today''s map.';
COMMENT ON COLUMN contest_articles.voting_date IS 'Day of its first vote, NULL where not known.';
COMMENT ON COLUMN contest_articles.is_covered IS 'Whether its province was looked at (coverage_by_province).';
COMMENT ON COLUMN contest_articles.article_count IS 'Articles that name it; NULL, not 0, where the province is not covered.';
COMMENT ON COLUMN contest_articles.story_count IS 'Independent stories among them; NULL where not covered.';
COMMENT ON COLUMN contest_articles.printed_names IS 'The names printed, each once, in the order of letters.';
