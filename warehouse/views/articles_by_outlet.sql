CREATE VIEW articles_by_outlet AS
SELECT
    o.outlet_id,
    o.name,
    o.region_code,
    count(a.article_id) AS article_count,
    count(DISTINCT a.story_id) AS story_count,
    count(*) FILTER (WHERE a.relevance = 'core') AS core_article_count
FROM outlets AS o
LEFT JOIN articles AS a USING (outlet_id)
GROUP BY ALL;
COMMENT ON VIEW articles_by_outlet IS 'What each outlet brought: one row per outlet.';
COMMENT ON COLUMN articles_by_outlet.outlet_id IS 'The outlet.';
COMMENT ON COLUMN articles_by_outlet.name IS 'Its name.';
COMMENT ON COLUMN articles_by_outlet.region_code IS 'Its home area, NULL where unknown.';
COMMENT ON COLUMN articles_by_outlet.article_count IS 'Its articles, of any relevance.';
COMMENT ON COLUMN articles_by_outlet.story_count IS 'Independent stories among them.';
COMMENT ON COLUMN articles_by_outlet.core_article_count IS 'Articles of relevance core.';
