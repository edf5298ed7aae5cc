CREATE VIEW articles_by_province AS
WITH counts AS (
    SELECT p.province_code, count(*) AS article_count, count(DISTINCT a.story_id) AS story_count
    FROM article_provinces AS p
    JOIN articles AS a USING (article_id)
    WHERE a.relevance IN ('core', 'mention')
    GROUP BY ALL
)
SELECT
    c.province_code,
    c.name,
    c.is_covered,
    c.outlet_count,
    if(c.is_covered, coalesce(n.article_count, 0), NULL) AS article_count,
    if(c.is_covered, coalesce(n.story_count, 0), NULL) AS story_count
FROM coverage_by_province AS c
LEFT JOIN counts AS n USING (province_code);
COMMENT ON VIEW articles_by_province IS 'Articles of relevance core or mention about each province: all 38, one row each. An article about several provinces counts in each.';
COMMENT ON COLUMN articles_by_province.province_code IS 'The province.';
COMMENT ON COLUMN articles_by_province.name IS 'Its name.';
COMMENT ON COLUMN articles_by_province.is_covered IS 'Whether the province was looked at (coverage_by_province).';
COMMENT ON COLUMN articles_by_province.outlet_count IS 'Outlets at home in it.';
COMMENT ON COLUMN articles_by_province.article_count IS 'Articles; NULL, not 0, where the province is not covered.';
COMMENT ON COLUMN articles_by_province.story_count IS 'Independent stories; NULL where not covered.';
