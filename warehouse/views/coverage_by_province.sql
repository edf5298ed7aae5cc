CREATE VIEW coverage_by_province AS
SELECT p.code AS province_code, p.name, c.outlet_count, c.article_count, c.is_covered
FROM provinces AS p
JOIN coverage_facts AS c ON c.code = p.code;
COMMENT ON VIEW coverage_by_province IS 'Whether a province was looked at: all 38, one row each. No report from a province that is not covered says nothing.';
COMMENT ON COLUMN coverage_by_province.province_code IS 'The province.';
COMMENT ON COLUMN coverage_by_province.name IS 'Its name.';
COMMENT ON COLUMN coverage_by_province.outlet_count IS 'Outlets at home in it that brought articles or were crawled.';
COMMENT ON COLUMN coverage_by_province.article_count IS 'Articles about it, of any relevance.';
COMMENT ON COLUMN coverage_by_province.is_covered IS 'True where an outlet that was read is at home in it or an article is about it.';
