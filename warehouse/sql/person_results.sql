-- Persons and offices. Reads person_rows, person_forms, name_keys, person_offices, and what was decided:
-- person_decisions (form_no, person_id, first_official_id, row_count of the person, score, reason).
CREATE TEMP TABLE person_names_found AS
SELECT person_id, arg_min(name, (NOT is_full, -article_count, -word_count, -length(name), name)) AS name
FROM (
    SELECT d.person_id, n.name, n.is_full, n.word_count, sum(f.article_count) AS article_count
    FROM person_forms AS f
    JOIN person_decisions AS d USING (form_no)
    JOIN name_keys AS n USING (name_no)
    GROUP BY ALL
)
GROUP BY person_id;

CREATE TEMP TABLE persons_found AS
SELECT
    p.person_id,
    n.name,
    p.first_date,
    p.last_date,
    p.article_count
FROM (
    SELECT
        d.person_id,
        min(r.day) AS first_date,
        max(r.day) AS last_date,
        CAST(count(DISTINCT r.article_no) AS INTEGER) AS article_count
    FROM person_rows AS r
    JOIN person_decisions AS d USING (form_no)
    GROUP BY d.person_id
) AS p
JOIN person_names_found AS n USING (person_id);

CREATE TEMP TABLE offices_found AS
SELECT
    d.person_id,
    o.role,
    o.acting,
    o.region_code,
    min(r.day) AS first_date,
    max(r.day) AS last_date,
    CAST(count(DISTINCT r.article_no) AS INTEGER) AS article_count
FROM person_rows AS r
JOIN person_forms AS f USING (form_no)
JOIN person_offices AS o USING (office_no)
JOIN person_decisions AS d USING (form_no)
GROUP BY ALL;
