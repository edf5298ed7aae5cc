CREATE VIEW articles_by_province_then AS
WITH subject AS (
    SELECT article_id, story_id, report_date FROM articles WHERE relevance IN ('core', 'mention')
),
placed AS (
    SELECT DISTINCT a.article_id, a.story_id, x.election_id, r.province_code
    FROM subject AS a
    JOIN article_elections AS x USING (article_id)
    JOIN article_primary_regions AS p USING (article_id)
    JOIN election_regions AS r ON r.election_id = x.election_id AND r.today_code = p.region_code
    UNION ALL
    SELECT DISTINCT a.article_id, a.story_id, NULL, r.province_code
    FROM subject AS a
    JOIN article_primary_regions AS p USING (article_id)
    JOIN region_periods AS r
        ON r.today_code = p.region_code
        AND if(
            a.report_date IS NULL,
            r.valid_to IS NULL,
            coalesce(r.valid_from, a.report_date) <= a.report_date
                AND a.report_date <= coalesce(r.valid_to, a.report_date)
        )
    WHERE a.article_id NOT IN (SELECT article_id FROM article_elections)
),
counts AS (
    SELECT election_id, province_code, count(*) AS article_count, count(DISTINCT story_id) AS story_count
    FROM placed
    GROUP BY ALL
),
-- A province of then is covered where a province of today is that lay in it.
map AS (
    SELECT r.election_id, r.province_code, bool_or(c.is_covered) AS is_covered
    FROM election_regions AS r
    JOIN coverage_by_province AS c ON c.province_code = r.today_code
    GROUP BY ALL
    UNION ALL
    SELECT NULL, province_code, is_covered FROM coverage_by_province
)
SELECT
    m.election_id,
    m.province_code,
    v.name,
    m.is_covered,
    if(m.is_covered, coalesce(n.article_count, 0), NULL) AS article_count,
    if(m.is_covered, coalesce(n.story_count, 0), NULL) AS story_count
FROM map AS m
JOIN provinces AS v ON v.code = m.province_code
LEFT JOIN counts AS n ON n.election_id IS NOT DISTINCT FROM m.election_id AND n.province_code = m.province_code;
COMMENT ON VIEW articles_by_province_then IS 'Articles of relevance core or mention by election and province, on the map of the voting day: Merauke in 2020 counts in Papua. One row per election and province of then; articles_by_province has the same on today''s map. An article that names several elections, or is about several provinces, counts in each.';
COMMENT ON COLUMN articles_by_province_then.election_id IS 'The election that the articles name; NULL for those that name none: they count on the map of their own day, the undated on today''s.';
COMMENT ON COLUMN articles_by_province_then.province_code IS 'The province, one of those that there were on the voting day; for articles without an election one of today''s 38.';
COMMENT ON COLUMN articles_by_province_then.name IS 'Its name.';
COMMENT ON COLUMN articles_by_province_then.is_covered IS 'Whether a province of today that lay in it was looked at (coverage_by_province).';
COMMENT ON COLUMN articles_by_province_then.article_count IS 'Articles; NULL, not 0, where it is not covered.';
COMMENT ON COLUMN articles_by_province_then.story_count IS 'Independent stories; NULL where not covered.';
