SELECT {kind_no} AS kind_no, article_no, item_no, confidence, unsure_no AS place_no, 0 AS start_char
FROM {name}_facts
WHERE confidence < $below::DOUBLE
    AND {filters}
