-- The items of a page of evidence in its order, found by the facts alone.
SELECT p.article_id, concat(p.article_id, '#{letter}', p.item_no) AS item_id
FROM (
    SELECT k.place, k.item_no, a.article_id
    FROM (
        SELECT article_no, item_no, {order} AS place
        FROM {kind}_facts
        WHERE kind_no IN (
                SELECT bit_no FROM fact_bits
                WHERE facet = '{kind}'
                    AND (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], value))
                    AND ($status::VARCHAR IS NULL OR status = $status))
            AND ($min_confidence::DOUBLE IS NULL OR confidence >= $min_confidence::DOUBLE)
            AND {filters}
        ORDER BY {order}
        LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
    ) AS k
    JOIN article_facts AS a USING (article_no)
) AS p
ORDER BY p.place
