CREATE VIEW violations_by_region_election_month_type AS
SELECT
    p.region_code,
    x.election_id,
    date_trunc('month', a.report_date)::DATE AS month_start_date,
    i.type,
    i.status,
    count(DISTINCT a.story_id) AS story_count,
    count(DISTINCT a.article_id) AS article_count,
    count(DISTINCT i.violation_id) AS item_count
FROM violations AS i
JOIN articles AS a USING (article_id)
LEFT JOIN article_primary_regions AS p USING (article_id)
LEFT JOIN article_elections AS x USING (article_id)
GROUP BY ALL;
COMMENT ON VIEW violations_by_region_election_month_type IS 'Conduct by primary region, election, month, type and status; an article about two areas or elections counts in each, so never add over these. Its evidence: FROM evidence_by_region_election WHERE kind = ''violation'' and the same values (IS NOT DISTINCT FROM where NULL).';
COMMENT ON COLUMN violations_by_region_election_month_type.region_code IS 'Primary region of the articles, NULL where they have none.';
COMMENT ON COLUMN violations_by_region_election_month_type.election_id IS 'Election that the articles name, NULL where they name none.';
COMMENT ON COLUMN violations_by_region_election_month_type.month_start_date IS 'First day of the month of report, NULL for undated articles.';
COMMENT ON COLUMN violations_by_region_election_month_type.type IS 'As in violations.';
COMMENT ON COLUMN violations_by_region_election_month_type.status IS 'As in violations; never to be added over.';
COMMENT ON COLUMN violations_by_region_election_month_type.story_count IS 'Independent stories.';
COMMENT ON COLUMN violations_by_region_election_month_type.article_count IS 'Articles.';
COMMENT ON COLUMN violations_by_region_election_month_type.item_count IS 'Items: rows of evidence.';
