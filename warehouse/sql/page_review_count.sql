SELECT count(*) AS item_count
FROM {kind}_facts
WHERE confidence < $below::DOUBLE
    AND {filters}
