-- The rows of officials_with_region, for a page of them.
WITH page AS MATERIALIZED (
    SELECT article_no, official_no, item_no, mention_count, is_protected
    FROM official_facts
    WHERE {filters}
    ORDER BY official_no
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
),
keys AS MATERIALIZED (
    SELECT p.*, f.article_id, concat(f.article_id, '#o', p.item_no) AS official_id
    FROM page AS p
    JOIN article_facts AS f USING (article_no)
)
SELECT
    o.official_id,
    o.name,
    o.role,
    o.acting,
    o.region_code,
    r.name AS region_name,
    r.province_code,
    v.name AS province_name,
    o.article_id,
    a.display_title,
    a.report_date,
    k.mention_count,
    k.is_protected
FROM keys AS k
JOIN officials AS o ON o.article_id = k.article_id AND o.official_id = k.official_id
JOIN articles AS a ON a.article_id = k.article_id
LEFT JOIN regions AS r ON r.code = o.region_code
LEFT JOIN provinces AS v ON v.code = r.province_code
ORDER BY k.official_no
