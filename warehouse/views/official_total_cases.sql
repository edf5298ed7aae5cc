CREATE VIEW official_total_cases AS
WITH dated AS (
    SELECT total_id, election_id, region_code, coalesce(as_of_date, said_date, published_date) AS day FROM official_totals
)
SELECT o.total_id, c.case_id, c.status, c.region_code, c.first_date, c.first_date IS NULL AS is_undated
FROM dated AS o
JOIN cases AS c ON c.election_id = o.election_id
WHERE (o.day IS NULL OR c.first_date IS NULL OR c.first_date <= o.day)
    AND (
        o.region_code = '00'
        OR (o.total_id, c.region_code) IN (SELECT (total_id, today_code) FROM official_total_regions)
    );
COMMENT ON VIEW official_total_cases IS 'Our cases in the scope of each official figure (election, area by the map of then, up to the day of the figure): one row per figure and case. What is behind the counts of reconciliation.';
COMMENT ON COLUMN official_total_cases.total_id IS 'The figure, of official_totals.';
COMMENT ON COLUMN official_total_cases.case_id IS 'The case.';
COMMENT ON COLUMN official_total_cases.status IS 'How far the articles say it has come, as in cases.';
COMMENT ON COLUMN official_total_cases.region_code IS 'Where it is, as in cases; NULL (with figures for the nation only) where not known.';
COMMENT ON COLUMN official_total_cases.first_date IS 'First day on which it is reported; NULL where unknown.';
COMMENT ON COLUMN official_total_cases.is_undated IS 'True where that day is unknown, so that it may be later than the figure.';
