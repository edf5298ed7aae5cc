page AS MATERIALIZED (
    SELECT * FROM (FROM singles UNION ALL FROM others)
    ORDER BY {order}
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
)
SELECT
    p.person_no,
    concat(f.article_id, '#o', n.item_no) AS official_id,
    n.person_id,
    f.article_id,
    f.report_date,
    n.is_protected,
    p.article_count,
    p.mention_count
FROM page AS p
JOIN official_facts AS n USING (official_no)
JOIN article_facts AS f ON f.article_no = n.article_no
ORDER BY {shown_order}
