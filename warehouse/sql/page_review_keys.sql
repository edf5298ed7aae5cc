-- The items of one kind that were read with little confidence, the least sure first, found by the facts alone.
SELECT '{kind}' AS kind, a.article_id, k.item_no, k.confidence
FROM (
    SELECT article_no, item_no, confidence, unsure_no
    FROM {kind}_facts
    WHERE confidence < $below::DOUBLE
        AND {among}
        AND {filters}
    ORDER BY unsure_no
    LIMIT $max_rows::BIGINT
) AS k
JOIN article_facts AS a USING (article_no)
ORDER BY k.unsure_no
