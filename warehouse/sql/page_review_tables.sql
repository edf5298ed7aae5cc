SELECT
    t.kind_no,
    a.article_no,
    substring(t.item_id, length(t.article_id) + 3)::INTEGER AS item_no,
    t.confidence,
    a.article_no AS place_no,
    t.start_char
FROM ({parts}) AS t
JOIN article_facts AS a USING (article_id)
WHERE {filters}
