SELECT {kind_no} AS kind_no, article_id, {item_id} AS item_id, confidence, start_char
FROM {table}
WHERE confidence < $below::DOUBLE
