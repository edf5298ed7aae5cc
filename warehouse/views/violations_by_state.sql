CREATE VIEW violations_by_state AS
SELECT
    v.status,
    v.type,
    count(DISTINCT a.story_id) AS story_count,
    count(DISTINCT a.article_id) AS article_count,
    count(*) AS item_count
FROM violations AS v
JOIN articles AS a USING (article_id)
GROUP BY ALL;
COMMENT ON VIEW violations_by_state IS 'Conduct by status and type. A rule recited, an allegation and a proven breach are three things: never sum over status.';
COMMENT ON COLUMN violations_by_state.status IS 'prohibited, alleged or proven.';
COMMENT ON COLUMN violations_by_state.type IS 'Type of conduct.';
COMMENT ON COLUMN violations_by_state.story_count IS 'Independent stories.';
COMMENT ON COLUMN violations_by_state.article_count IS 'Articles.';
COMMENT ON COLUMN violations_by_state.item_count IS 'Rows of violations.';
