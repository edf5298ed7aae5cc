-- Who is named in the articles that tell of a protected person, and in the copies of these: one row per article and
-- official; for a copy that does not have the person among its officials a row without official_id. Of $only these
-- articles where that is no NULL.
WITH units AS MATERIALIZED (
    SELECT o.official_id, o.article_id, o.name, coalesce(p.person_id, o.official_id) AS person_id
    FROM officials AS o LEFT JOIN official_persons AS p USING (official_id)
),
protected AS MATERIALIZED (
    SELECT u.*, a.story_id
    FROM units AS u
    JOIN articles AS a ON a.article_id = u.article_id
    WHERE u.person_id IN (SELECT person_id FROM protections WHERE is_protected)
),
-- All names under which a protected person goes.
spellings AS MATERIALIZED (
    SELECT person_id, list_sort(list(DISTINCT name)) AS also FROM protected GROUP BY person_id
),
reached AS MATERIALIZED (
    SELECT DISTINCT a.article_id, a.story_id
    FROM articles AS a
    WHERE a.story_id IN (SELECT story_id FROM protected)
        AND ($only::VARCHAR[] IS NULL OR a.article_id IN (SELECT unnest($only::VARCHAR[])))
),
places AS (
    SELECT m.official_id,
        list({'mention_id': m.mention_id, 'start_char': m.start_char, 'end_char': m.end_char} ORDER BY m.start_char, m.mention_id) AS mentions
    FROM mentions AS m
    WHERE m.official_id IN (SELECT official_id FROM units WHERE article_id IN (SELECT article_id FROM reached))
    GROUP BY m.official_id
)
SELECT u.article_id, u.official_id, u.person_id, u.name, s.person_id IS NOT NULL AS is_protected,
    coalesce(s.also, []) AS also, coalesce(m.mentions, []) AS mentions
FROM units AS u
JOIN reached AS r USING (article_id)
LEFT JOIN spellings AS s USING (person_id)
LEFT JOIN places AS m USING (official_id)
UNION ALL
SELECT DISTINCT r.article_id, NULL, p.person_id, p.name, true, s.also, []
FROM reached AS r
JOIN protected AS p USING (story_id)
JOIN spellings AS s USING (person_id)
WHERE NOT EXISTS (FROM units AS u WHERE u.article_id = r.article_id AND u.person_id = p.person_id)
ORDER BY ALL;
