-- Persons in the selected articles, a page of them by their numbers (page_officials_numbered). Most stand in one article
-- only: these are counted already, and only the others grouped. `{often}` leaves those in more than two articles
-- (selection.most_often).
WITH singles AS (
    SELECT person_no, 1 AS article_count, mention_count, {spoken} AS spoken_count, official_no
    FROM official_facts
    WHERE {often} AND NOT $is_several::BOOLEAN AND is_only_of_person AND {persons} AND {filters}
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
    WHERE {often} AND NOT is_only_of_person AND {persons} AND {filters}
    GROUP BY person_no
    HAVING NOT $is_several::BOOLEAN OR count(*) > 1
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
)
SELECT person_no, official_no, article_count, mention_count
FROM (FROM singles UNION ALL FROM others)
ORDER BY {order}
LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
