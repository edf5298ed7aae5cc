-- Who is named in a paragraph that tells an allegation, and who speaks.
CREATE VIEW officials_with_region AS
WITH paragraphs AS (
    SELECT article_id, paragraph, min(start_char) AS start_char, max(end_char) AS end_char
    FROM sentences
    GROUP BY article_id, paragraph
),
alleged AS (
    SELECT DISTINCT o.official_id
    FROM officials AS o
    JOIN mentions AS m USING (official_id)
    JOIN paragraphs AS p
        ON p.article_id = o.article_id AND m.start_char >= p.start_char AND m.start_char < p.end_char
    JOIN violations AS v
        ON v.article_id = o.article_id
        AND v.status = 'alleged'
        AND v.start_char >= p.start_char
        AND v.start_char < p.end_char
),
speaking AS (
    SELECT DISTINCT speaker_official_id AS official_id FROM quotes WHERE speaker_official_id IS NOT NULL
)
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
    (SELECT count(*) FROM mentions AS m WHERE m.official_id = o.official_id) AS mention_count,
    o.role = 'asn'
        OR (
            o.role IN ('division_head', 'district_head', 'village_head', 'other')
            AND o.official_id IN (SELECT official_id FROM alleged)
            AND o.official_id NOT IN (SELECT official_id FROM speaking)
        ) AS is_protected
FROM officials AS o
JOIN articles AS a USING (article_id)
LEFT JOIN regions AS r ON r.code = o.region_code
LEFT JOIN provinces AS p ON p.code = r.province_code;
COMMENT ON VIEW officials_with_region IS 'Officials with the names of their region and article: one row per person and article.';
COMMENT ON COLUMN officials_with_region.official_id IS 'Key in officials.';
COMMENT ON COLUMN officials_with_region.name IS 'Name without honorifics and degrees.';
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
COMMENT ON COLUMN officials_with_region.is_protected IS 'Low in rank and named only in allegations (without a word of their own): not to be listed by name.';
