CREATE VIEW officials_with_region AS
SELECT
    o.official_id,
    o.name,
    o.role,
    o.acting,
    o.region_code,
    r.name AS region_name,
    r.province_code,
    p.name AS province_name,
    o.article_id,
    a.display_title,
    a.report_date,
    coalesce(m.mention_count, 0) AS mention_count,
    x.person_id,
    -- Who was not looked at is not shown by name.
    coalesce(n.is_protected, true) AS is_protected
FROM officials AS o
JOIN articles AS a USING (article_id)
LEFT JOIN regions AS r ON r.code = o.region_code
LEFT JOIN provinces AS p ON p.code = r.province_code
LEFT JOIN official_persons AS x ON x.official_id = o.official_id
LEFT JOIN persons AS n ON n.person_id = x.person_id
LEFT JOIN (SELECT official_id, count(*) AS mention_count FROM mentions GROUP BY official_id) AS m
    ON m.official_id = o.official_id;
COMMENT ON VIEW officials_with_region IS 'Officials with the names of their region and article: one row per person and article.';
COMMENT ON COLUMN officials_with_region.official_id IS 'Key in officials.';
COMMENT ON COLUMN officials_with_region.name IS 'Name without honorifics and degrees; the pseudonym of a protected person.';
COMMENT ON COLUMN officials_with_region.role IS 'Kind of office.';
COMMENT ON COLUMN officials_with_region.acting IS 'Kind of acting appointment, former, or NULL.';
COMMENT ON COLUMN officials_with_region.region_code IS 'Jurisdiction of the office, NULL where the text does not tell.';
COMMENT ON COLUMN officials_with_region.region_name IS 'Its name.';
COMMENT ON COLUMN officials_with_region.province_code IS 'Its province, NULL for national bodies.';
COMMENT ON COLUMN officials_with_region.province_name IS 'Name of the province.';
COMMENT ON COLUMN officials_with_region.article_id IS 'The article.';
COMMENT ON COLUMN officials_with_region.display_title IS 'Its title, or the beginning of its text.';
COMMENT ON COLUMN officials_with_region.report_date IS 'The day the report speaks of, NULL where unknown.';
COMMENT ON COLUMN officials_with_region.mention_count IS 'How often the article names the person.';
COMMENT ON COLUMN officials_with_region.person_id IS 'The person across articles.';
COMMENT ON COLUMN officials_with_region.is_protected IS 'Whether the name is covered: a civil servant of low rank who is named only in allegations (docs/privacy.md).';
