WITH places AS MATERIALIZED (
    SELECT article_id, sentence_no, start_char, end_char FROM sentences WHERE article_id IN ({articles})
),
areas AS MATERIALIZED (
    SELECT p.article_id, list(r.name ORDER BY r.code) AS region_names
    FROM article_primary_regions AS p
    JOIN regions AS r ON r.code = p.region_code
    WHERE p.article_id IN ({articles})
    GROUP BY p.article_id
)
SELECT
    x.report_id,
    x.article_id,
    x.score,
    x.reason,
    x.state,
    x.initials,
    x.group_words,
    x.person_count,
    g.region_names,
    x.start_char,
    x.end_char,
    s.start_char AS sentence_start,
    s.end_char AS sentence_end
FROM case_articles AS x
LEFT JOIN places AS s ON s.article_id = x.article_id AND s.sentence_no = x.sentence_no
LEFT JOIN areas AS g ON g.article_id = x.article_id
WHERE x.case_id = $case_id
ORDER BY x.article_id, x.start_char
