-- The forms with their offices, in order of number.
SELECT
    f.form_no,
    n.name,
    o.role,
    o.family,
    o.place,
    o.is_inferred,
    f.copy_no,
    f.era,
    f.pin,
    f.first_day,
    f.last_day,
    f.article_count,
    f.row_count,
    f.first_report
FROM person_forms AS f
JOIN name_keys AS n USING (name_no)
JOIN person_offices AS o USING (office_no)
ORDER BY f.form_no;
