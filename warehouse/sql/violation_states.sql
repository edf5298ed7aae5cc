-- Conduct by status. An article counts by its bits, a story with copies by those of all its articles.
WITH masks AS (
    SELECT status, bit_or(bit) AS bits FROM fact_bits WHERE facet = 'violation' GROUP BY status
),
sets AS (
    SELECT
        violation_bits AS bits,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) AS alone_count
    FROM article_facts
    WHERE violation_bits <> 0 AND {filters}
    GROUP BY violation_bits
),
copied AS (
    SELECT bits, count(*) AS story_count
    FROM (
        SELECT bit_or(violation_bits) AS bits
        FROM article_facts
        WHERE violation_bits <> 0 AND NOT is_alone AND {filters}
        GROUP BY story_no
    )
    GROUP BY bits
),
articles AS (
    SELECT
        m.status,
        sum(s.article_count)::BIGINT AS article_count,
        sum(s.alone_count)::BIGINT AS alone_count,
        sum(s.article_count * bit_count(s.bits & m.bits))::BIGINT AS kind_count
    FROM sets AS s
    JOIN masks AS m ON s.bits & m.bits <> 0
    GROUP BY m.status
),
stories AS (
    SELECT m.status, sum(c.story_count)::BIGINT AS story_count
    FROM copied AS c
    JOIN masks AS m ON c.bits & m.bits <> 0
    GROUP BY m.status
),
more AS (
    SELECT b.status, sum(f.more_count)::BIGINT AS more_count
    FROM (
        SELECT kind_no, sum(more_count) AS more_count FROM more_facts WHERE NOT is_measure AND {filters} GROUP BY kind_no
    ) AS f
    JOIN fact_bits AS b ON b.facet = 'violation' AND b.bit_no = f.kind_no
    GROUP BY b.status
)
SELECT
    a.status,
    a.kind_count + coalesce(m.more_count, 0) AS item_count,
    a.article_count,
    a.alone_count + coalesce(s.story_count, 0) AS story_count
FROM articles AS a
LEFT JOIN stories AS s USING (status)
LEFT JOIN more AS m USING (status)
