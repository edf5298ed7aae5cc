-- A page of the rows of `evidence` of this kind, found by the facts. The view would join all articles before it takes
-- forty; here each table is read for those of the page alone. A test compares the rows with the view's.
WITH page AS MATERIALIZED (
    SELECT article_no, item_no, {order} AS place
    FROM violation_facts
    WHERE kind_no IN (
            SELECT bit_no FROM fact_bits
            WHERE facet = 'violation'
                AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], value))
                AND ($status::VARCHAR IS NULL OR status = $status))
        AND ($min_confidence::DOUBLE IS NULL OR confidence >= $min_confidence::DOUBLE)
        AND {filters}
    ORDER BY {order}
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
),
keys AS MATERIALIZED (
    SELECT p.*, f.article_id, concat(f.article_id, '#v', p.item_no) AS item_id
    FROM page AS p
    JOIN article_facts AS f USING (article_no)
),
items AS MATERIALIZED (
    SELECT p.place, m.*
    FROM keys AS p
    JOIN violations AS m ON m.article_id = p.article_id AND m.violation_id = p.item_id
),
own AS MATERIALIZED (
    SELECT a.article_id, a.story_id, a.display_title, a.report_date, a.text
    FROM (SELECT DISTINCT article_id FROM keys) AS k
    JOIN articles AS a USING (article_id)
),
places AS MATERIALIZED (
    SELECT s.article_id, s.sentence_no, s.start_char, s.end_char
    FROM (SELECT DISTINCT article_id, sentence_no FROM items) AS k
    JOIN sentences AS s USING (article_id, sentence_no)
)
SELECT
    m.article_id,
    a.story_id,
    a.display_title,
    a.report_date,
    'violation' AS kind,
    m.violation_id AS item_id,
    m.type,
    m.status,
    NULL::VARCHAR AS value,
    NULL::VARCHAR AS actor,
    m.start_char,
    m.end_char,
    substring(a.text, m.start_char + 1, m.end_char - m.start_char) AS words,
    m.confidence,
    m.rule,
    m.sentence_no,
    substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
FROM items AS m
JOIN own AS a USING (article_id)
LEFT JOIN places AS s ON s.article_id = m.article_id AND s.sentence_no = m.sentence_no
ORDER BY m.place
