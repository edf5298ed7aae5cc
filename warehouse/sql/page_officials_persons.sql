-- Persons in the selected articles, a page of them, each with the office of the newest report among these articles. Most
-- stand in one article only: these are counted already, and only the others grouped.
WITH singles AS (
    SELECT person_no, 1 AS article_count, mention_count, {spoken} AS spoken_count, official_no
    FROM official_facts
    WHERE NOT $is_several::BOOLEAN AND is_only_of_person AND {persons} AND {filters}
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT
        person_no,
        count(*) AS article_count,
        sum(mention_count)::BIGINT AS mention_count,
        sum({spoken})::BIGINT AS spoken_count,
        min(official_no) AS official_no
    FROM official_facts
    WHERE NOT is_only_of_person AND {persons} AND {filters}
    GROUP BY person_no
    HAVING NOT $is_several::BOOLEAN OR count(*) > 1
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
page AS MATERIALIZED (
    SELECT * FROM (FROM singles UNION ALL FROM others)
    ORDER BY {order}
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
)
SELECT
    p.person_no,
    concat(f.article_id, '#o', n.item_no) AS official_id,
    n.person_id,
    f.article_id,
    f.report_date,
    n.is_protected,
    p.article_count,
    p.mention_count
FROM page AS p
JOIN official_facts AS n USING (official_no)
JOIN article_facts AS f ON f.article_no = n.article_no
ORDER BY {shown_order}
