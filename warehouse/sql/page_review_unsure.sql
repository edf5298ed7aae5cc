gone AS (
    SELECT g.kind_no, a.article_no, g.item_no
    FROM (
        SELECT
            unnest($gone_kinds::INTEGER[]) AS kind_no,
            unnest($gone_articles::VARCHAR[]) AS article_id,
            unnest($gone_items::INTEGER[]) AS item_no
    ) AS g
    JOIN article_facts AS a USING (article_id)
),
read AS (
    {parts}
),
unsure AS (
    SELECT * FROM read ANTI JOIN gone USING (kind_no, article_no, item_no)
)
