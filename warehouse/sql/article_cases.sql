-- The cases that an article tells, in the order in which it does: `status` by all articles together, `state` by this one.
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
    x.state,
    x.start_char
FROM (
    SELECT case_id, arg_min(state, start_char) AS state, min(start_char) AS start_char
    FROM case_articles
    WHERE article_id = $article_id
    GROUP BY case_id
) AS x
JOIN cases AS c USING (case_id)
LEFT JOIN regions AS r ON r.code = c.region_code
ORDER BY x.start_char, c.case_id
