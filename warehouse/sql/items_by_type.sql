-- Items of one kind by type and status. Articles and stories are counted by their bits, for sets of bits are few; items are those and what
-- an article has more than once.
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
more AS (
    SELECT kind_no AS bit_no, sum(more_count)::BIGINT AS more_count
    FROM more_facts
    WHERE is_measure = ('{kind}' = 'measure') AND {filters}
    GROUP BY kind_no
)
SELECT
    b.value AS type,
    b.status,
    a.alone_count + coalesce(s.story_count, 0) AS story_count,
    a.article_count,
    a.article_count + coalesce(m.more_count, 0) AS item_count
FROM articles AS a
JOIN fact_bits AS b ON b.facet = '{kind}' AND b.bit_no = a.bit_no
LEFT JOIN stories AS s ON s.bit_no = a.bit_no
LEFT JOIN more AS m ON m.bit_no = a.bit_no
ORDER BY b.value, b.status
