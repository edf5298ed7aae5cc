CREATE VIEW cases_by_region_election AS
SELECT
    region_code,
    election_id,
    count(*) FILTER (WHERE status = 'alleged') AS alleged_count,
    count(*) FILTER (WHERE status = 'dropped') AS dropped_count,
    count(*) FILTER (WHERE status IN ('found', 'sanctioned', 'convicted')) AS found_count,
    count(*) FILTER (WHERE status = 'sanctioned') AS sanctioned_count,
    count(*) FILTER (WHERE status = 'convicted') AS convicted_count,
    sum(article_count)::BIGINT AS article_count,
    min(first_date) AS first_date,
    max(last_date) AS last_date
FROM cases
GROUP BY region_code, election_id;
COMMENT ON VIEW cases_by_region_election IS 'Cases by area and election, allegations and findings apart. An area without a row has no case told: see coverage before reading it as none.';
COMMENT ON COLUMN cases_by_region_election.region_code IS 'Area of the case.';
COMMENT ON COLUMN cases_by_region_election.election_id IS 'Election; NULL where not told.';
COMMENT ON COLUMN cases_by_region_election.alleged_count IS 'Cases that are only alleged.';
COMMENT ON COLUMN cases_by_region_election.dropped_count IS 'Cases found to be none, or given up.';
COMMENT ON COLUMN cases_by_region_election.found_count IS 'Cases with a breach found, those sanctioned and convicted among them.';
COMMENT ON COLUMN cases_by_region_election.sanctioned_count IS 'Cases of found_count in which a penalty was given.';
COMMENT ON COLUMN cases_by_region_election.convicted_count IS 'Cases of found_count that a court decided.';
COMMENT ON COLUMN cases_by_region_election.article_count IS 'Articles over all these cases; one that tells two counts twice.';
COMMENT ON COLUMN cases_by_region_election.first_date IS 'Day of the first report.';
COMMENT ON COLUMN cases_by_region_election.last_date IS 'Day of the last report.';
