-- Persons most often named, each with the office of the newest report. Most stand in one article only: these are counted already, and only the others grouped.
WITH singles AS (
    SELECT 1 AS article_count, mention_count, official_no
    FROM official_facts
    WHERE is_only_of_person AND {filters}
    ORDER BY mention_count DESC, official_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT count(*) AS article_count, sum(mention_count)::BIGINT AS mention_count, min(official_no) AS official_no
    FROM official_facts
    WHERE NOT is_only_of_person AND {filters}
    GROUP BY person_no
    ORDER BY article_count DESC, mention_count DESC, official_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
page AS MATERIALIZED (
    SELECT * FROM (FROM singles UNION ALL FROM others)
    ORDER BY article_count DESC, mention_count DESC, official_no
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
),
keys AS MATERIALIZED (
    SELECT p.*, f.article_id, f.report_date, n.is_protected, concat(f.article_id, '#o', n.item_no) AS official_id
    FROM page AS p
    JOIN official_facts AS n USING (official_no)
    JOIN article_facts AS f USING (article_no)
)
SELECT
    k.official_id,
    o.name,
    o.role,
    o.acting,
    o.region_code,
    r.name AS region_name,
    k.is_protected,
    k.article_count,
    k.mention_count,
    k.article_id,
    o.start_char,
    k.report_date
FROM keys AS k
JOIN officials AS o ON o.official_id = k.official_id
LEFT JOIN regions AS r ON r.code = o.region_code
ORDER BY k.article_count DESC, k.mention_count DESC, k.official_no
