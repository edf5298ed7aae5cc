-- How many persons stand in the selected articles, and how many of them in more than one.
WITH others AS (
    SELECT count(*) AS article_count
    FROM official_facts
    WHERE NOT is_only_of_person AND {persons} AND {filters}
    GROUP BY person_no
)
SELECT
    (SELECT count(*) FROM official_facts WHERE is_only_of_person AND {persons} AND {filters})
        + (SELECT count(*) FROM others) AS person_count,
    (SELECT count(*) FROM others WHERE article_count > 1) AS several_count
