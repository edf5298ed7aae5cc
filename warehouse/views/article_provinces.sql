CREATE VIEW article_provinces AS
SELECT DISTINCT p.article_id, r.province_code, v.name AS province_name
FROM article_primary_regions AS p
JOIN regions AS r ON r.code = p.region_code
JOIN provinces AS v ON v.code = r.province_code;
COMMENT ON VIEW article_provinces IS 'Provinces that an article is about, itself or through a regency or city: one row per article and province. Articles about the nation have none.';
COMMENT ON COLUMN article_provinces.article_id IS 'The article.';
COMMENT ON COLUMN article_provinces.province_code IS 'Province of a primary region.';
COMMENT ON COLUMN article_provinces.province_name IS 'Its name.';
