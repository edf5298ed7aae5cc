-- Items of one kind by type and status. Articles and stories are counted by their bits: sets of bits are few.
WITH sets AS (
    SELECT {kind}_bits AS bits, count(*) AS article_count, count(*) FILTER (WHERE is_alone) AS alone_count
    FROM article_facts
    WHERE {kind}_bits <> 0 AND {filters}
    GROUP BY {kind}_bits
),
copied AS (
    SELECT bits, count(*) AS story_count
    FROM (
        SELECT bit_or({kind}_bits) AS bits
        FROM article_facts
        WHERE {kind}_bits <> 0 AND NOT is_alone AND {filters}
        GROUP BY story_no
    )
    GROUP BY bits
),
articles AS (
    SELECT b.bit_no, sum(s.article_count)::BIGINT AS article_count, sum(s.alone_count)::BIGINT AS alone_count
    FROM sets AS s
    JOIN fact_bits AS b ON b.facet = '{kind}' AND s.bits & b.bit <> 0
    GROUP BY b.bit_no
),
stories AS (
    SELECT b.bit_no, sum(c.story_count)::BIGINT AS story_count
    FROM copied AS c
    JOIN fact_bits AS b ON b.facet = '{kind}' AND c.bits & b.bit <> 0
    GROUP BY b.bit_no
),
items AS (
    SELECT kind_no AS bit_no, count(*) AS item_count FROM {kind}_facts WHERE {filters} GROUP BY kind_no
)
SELECT
    b.value AS type,
    b.status,
    a.alone_count + coalesce(s.story_count, 0) AS story_count,
    a.article_count,
    i.item_count
FROM items AS i
JOIN fact_bits AS b ON b.facet = '{kind}' AND b.bit_no = i.bit_no
JOIN articles AS a ON a.bit_no = i.bit_no
LEFT JOIN stories AS s ON s.bit_no = i.bit_no
ORDER BY b.value, b.status
