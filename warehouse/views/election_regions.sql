CREATE VIEW election_regions AS
SELECT e.election_id, p.today_code, p.code, p.name, p.level, p.province_code, v.name AS province_name, p.is_part
FROM elections AS e
JOIN region_periods AS p
    ON if(
        e.voting_date IS NULL,
        p.valid_to IS NULL,
        coalesce(p.valid_from, e.voting_date) <= e.voting_date AND e.voting_date <= coalesce(p.valid_to, e.voting_date)
    )
LEFT JOIN provinces AS v ON v.code = p.province_code;
COMMENT ON VIEW election_regions IS 'The map of each election: one row per election and area, as it was on the voting day. Join with today''s code of any table to count by the map of then.';
COMMENT ON COLUMN election_regions.election_id IS 'The election. One without a known voting day has today''s map.';
COMMENT ON COLUMN election_regions.today_code IS 'The area, by the code that all other tables use.';
COMMENT ON COLUMN election_regions.code IS 'Its code on that day.';
COMMENT ON COLUMN election_regions.name IS 'Its name on that day.';
COMMENT ON COLUMN election_regions.level IS 'nation, province, regency or city.';
COMMENT ON COLUMN election_regions.province_code IS 'The province it lay in on that day; NULL for the nation.';
COMMENT ON COLUMN election_regions.province_name IS 'Name of that province.';
COMMENT ON COLUMN election_regions.is_part IS 'True where the area did not exist yet: code and name are those of the area that it was made from.';
