-- One item with the paragraph in which it begins; without sentences, the text around it. The key stands in every
-- table's own condition, so that other texts are not read.
WITH item AS (
    SELECT article_id, {item_id} AS item_id, {columns}, start_char, end_char, sentence_no, confidence, rule
    FROM {table}
    WHERE article_id = $article::VARCHAR AND {item_id} = $item::VARCHAR
),
own AS (
    SELECT article_id, version, display_title, report_date, outlet_id, outlet_printed, outlet_host, text
    FROM articles
    WHERE article_id = $article::VARCHAR
),
places AS (
    SELECT sentence_no, paragraph, start_char, end_char FROM sentences WHERE article_id = $article::VARCHAR
),
paragraph AS (
    SELECT min(start_char) AS first_char, max(end_char) AS last_char
    FROM places
    WHERE paragraph = (SELECT paragraph FROM places WHERE sentence_no = (SELECT sentence_no FROM item))
),
bounds AS (
    SELECT
        least(coalesce(p.first_char, i.start_char - 300), i.start_char) AS first_char,
        greatest(coalesce(p.last_char, i.end_char + 300), i.end_char) AS last_char
    FROM item AS i CROSS JOIN paragraph AS p
)
SELECT
    i.*,
    '{name}' AS kind,
    o.version,
    o.display_title,
    o.report_date,
    coalesce(t.name, o.outlet_printed, o.outlet_host) AS outlet,
    substring(o.text, i.start_char + 1, i.end_char - i.start_char) AS words,
    greatest(b.first_char, 0) AS paragraph_start,
    substring(o.text, greatest(b.first_char, 0) + 1, b.last_char - greatest(b.first_char, 0)) AS paragraph
FROM item AS i
CROSS JOIN own AS o
CROSS JOIN bounds AS b
LEFT JOIN outlets AS t ON t.outlet_id = o.outlet_id
