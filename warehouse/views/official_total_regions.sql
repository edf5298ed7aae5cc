CREATE VIEW official_total_regions AS
SELECT o.total_id, r.today_code
FROM official_totals AS o
JOIN election_regions AS r
    ON r.election_id = o.election_id
    AND (o.region_code = '00' OR r.province_code = o.region_code OR r.today_code = o.region_code);
COMMENT ON VIEW official_total_regions IS 'The areas that an official figure covers, by the map of its election: one row per figure and area.';
COMMENT ON COLUMN official_total_regions.total_id IS 'The figure, of official_totals.';
COMMENT ON COLUMN official_total_regions.today_code IS 'The area, by the code that all other tables use.';
