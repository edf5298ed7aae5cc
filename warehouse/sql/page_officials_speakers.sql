-- As page_officials_persons, in the order of what the persons say: counted for all of them, as no fact holds it. Of a
-- protected person nothing is counted here, so that a place in the list does not tell what the page does not show.
WITH spoken AS (
{spoken}
),
named AS MATERIALIZED (
    SELECT
        f.person_no,
        f.mention_count,
        f.official_no,
        f.is_only_of_person,
        if(f.is_protected, 0, coalesce(s.spoken_count, 0)) AS spoken_count
    FROM (
        SELECT article_no, item_no, person_no, mention_count, official_no, is_only_of_person, is_protected
        FROM official_facts
        WHERE {persons} AND {filters}
    ) AS f
    LEFT JOIN spoken AS s USING (article_no, item_no)
),
singles AS (
    SELECT person_no, 1 AS article_count, mention_count, official_no, spoken_count
    FROM named
    WHERE NOT $is_several::BOOLEAN AND is_only_of_person
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT
        person_no,
        count(*) AS article_count,
        sum(mention_count)::BIGINT AS mention_count,
        min(official_no) AS official_no,
        sum(spoken_count)::BIGINT AS spoken_count
    FROM named
    WHERE NOT is_only_of_person
    GROUP BY person_no
    HAVING NOT $is_several::BOOLEAN OR count(*) > 1
    ORDER BY {order}
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
{shown}
