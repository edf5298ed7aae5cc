-- Cases that some of the selected articles tell against the person by name. Being here is no finding: `status` tells.
SELECT
    c.case_id,
    c.status,
    c.office,
    c.group_words,
    c.person_count,
    c.region_code,
    r.name AS region_name,
    c.article_count,
    c.story_count,
    x.article_id,
    x.start_char
FROM (
    SELECT case_id, arg_min(article_id, report_id) AS article_id, arg_min(start_char, report_id) AS start_char
    FROM case_persons
    WHERE person_id = $person_id AND article_id IN ({articles})
    GROUP BY case_id
) AS x
JOIN cases AS c USING (case_id)
LEFT JOIN regions AS r ON r.code = c.region_code
ORDER BY c.last_date DESC NULLS LAST, c.case_id
