-- Protected persons whose name could stand in rows of their article or of themselves (id: of the article or the person).
-- Names of one word are left out, for they are words of the language, too; so is a name that somebody else of the article
-- bears who is not protected.
CREATE OR REPLACE TEMP TABLE release_protected AS
WITH bearers AS (
    SELECT o.article_id, lower(o.name) AS name, bool_and(coalesce(p.is_protected, false)) AS is_protected
    FROM named.officials AS o
    LEFT JOIN official_persons AS l USING (official_id)
    LEFT JOIN named.persons AS p USING (person_id)
    GROUP BY ALL
)
SELECT article_id AS id, name FROM bearers WHERE is_protected AND contains(name, ' ')
UNION ALL
SELECT person_id, lower(name) FROM named.persons WHERE is_protected AND contains(name, ' ');
