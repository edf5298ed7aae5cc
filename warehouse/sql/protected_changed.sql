-- The articles whose covering must be done again: see find_changed in privacy.py.
WITH units AS MATERIALIZED (
    SELECT o.article_id, coalesce(p.person_id, o.official_id) AS person_id
    FROM officials AS o LEFT JOIN official_persons AS p USING (official_id)
),
changed AS (
    SELECT unnest($persons) AS person_id
    UNION
    SELECT person_id FROM units
    WHERE article_id IN (SELECT unnest($articles)) AND person_id IN (SELECT unnest($protected))
),
touched AS (
    SELECT unnest($articles) AS article_id
    UNION
    SELECT article_id FROM units WHERE person_id IN (SELECT person_id FROM changed)
)
SELECT article_id FROM touched
UNION
SELECT article_id FROM articles
WHERE story_id IN (SELECT story_id FROM articles WHERE article_id IN (SELECT article_id FROM touched))
ORDER BY article_id;
