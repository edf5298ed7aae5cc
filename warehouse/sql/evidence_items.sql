-- The rows of `evidence` of one kind for the items of a page (`evidence_keys.sql`). The view would join all articles
-- before it takes forty; here the keys stand in every table's own condition, so that other texts are not read. A test
-- compares the rows with the view's.
WITH own AS MATERIALIZED (
    SELECT article_id, story_id, display_title, report_date, text FROM articles WHERE article_id IN ({articles})
),
places AS MATERIALIZED (
    SELECT article_id, sentence_no, start_char, end_char FROM sentences WHERE article_id IN ({articles})
)
SELECT
    m.article_id,
    a.story_id,
    a.display_title,
    a.report_date,
    '{kind}' AS kind,
    m.{kind}_id AS item_id,
    m.type,
    m.status,
    NULL::VARCHAR AS value,
    {actor} AS actor,
    m.start_char,
    m.end_char,
    substring(a.text, m.start_char + 1, m.end_char - m.start_char) AS words,
    m.confidence,
    m.rule,
    m.sentence_no,
    substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
FROM (SELECT * FROM {kind}s WHERE article_id IN ({articles}) AND {kind}_id IN (SELECT unnest($items::VARCHAR[]))) AS m
JOIN own AS a USING (article_id)
LEFT JOIN places AS s ON s.article_id = m.article_id AND s.sentence_no = m.sentence_no
ORDER BY list_position($items::VARCHAR[], m.{kind}_id)
