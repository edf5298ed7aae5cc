SELECT e.*
FROM selected AS s
JOIN evidence AS e USING (article_id)
WHERE e.kind = $kind
    AND ($type::VARCHAR IS NULL OR e.type = $type)
    AND ($status::VARCHAR IS NULL OR e.status = $status)
ORDER BY
    CASE WHEN $unsure_first::BOOLEAN THEN e.confidence END NULLS LAST,
    e.report_date DESC NULLS LAST,
    e.article_id,
    e.start_char,
    e.item_id
