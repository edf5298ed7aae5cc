-- Forms whose name is what another article prints for a fuller name of the same post: nickname, the full name.
WITH printed AS (
    SELECT DISTINCT r.form_no, m.nickname
    FROM (
        SELECT official_id, lower(mention) AS nickname
        FROM (SELECT official_id, name, unnest(mentions) AS mention FROM person_source WHERE len(mentions) > 0)
        WHERE mention <> name
    ) AS m
    SEMI JOIN (SELECT lower(name) AS nickname FROM name_keys) AS n ON n.nickname = m.nickname
    JOIN person_rows AS r USING (official_id)
)
SELECT DISTINCT f.form_no AS nickname_no, p.form_no AS full_no
FROM person_forms AS f
JOIN name_keys AS n USING (name_no)
JOIN person_offices AS o USING (office_no)
JOIN printed AS p ON p.nickname = lower(n.name)
JOIN person_forms AS g ON g.form_no = p.form_no
JOIN name_keys AS m ON m.name_no = g.name_no
JOIN person_offices AS q ON q.office_no = g.office_no AND q.post_no = o.post_no
WHERE m.key_no <> n.key_no AND o.place <> ''
ORDER BY ALL;
