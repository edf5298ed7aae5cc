-- Who each row is, from person_rows and person_decisions.
SELECT
    r.official_id,
    d.person_id,
    CASE WHEN r.official_id = d.first_official_id THEN 1.0 ELSE d.score END AS score,
    CASE
        WHEN d.row_count = 1 THEN 'alone'
        WHEN r.official_id = d.first_official_id THEN 'first report'
        ELSE d.reason
    END AS reason
FROM person_rows AS r
JOIN person_decisions AS d USING (form_no)
ORDER BY r.official_id;
