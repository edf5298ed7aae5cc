-- Persons in the selected articles, a page of them, each with the office of the newest report among these articles. Most
-- stand in one article only: these are counted already, and only the others grouped.
WITH singles AS (
    SELECT person_no, 1 AS article_count, mention_count, official_no
    FROM official_facts
    WHERE NOT $is_several::BOOLEAN AND is_only_of_person AND {persons} AND {filters}
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT person_no, count(*) AS article_count, sum(mention_count)::BIGINT AS mention_count, min(official_no) AS official_no
    FROM official_facts
    WHERE NOT is_only_of_person AND {persons} AND {filters}
    GROUP BY person_no
    HAVING NOT $is_several::BOOLEAN OR count(*) > 1
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
{shown}
