-- The same for regencies and cities: all, or those that are named.
WITH named AS MATERIALIZED (
    SELECT region_no, code FROM region_numbers WHERE len($codes::VARCHAR[]) = 0 OR list_contains($codes::VARCHAR[], code)
),
items AS (
    SELECT
        region_no,
        sum(taken_count)::BIGINT AS taken_count,
        sum(prohibited_count)::BIGINT AS prohibited_count,
        sum(alleged_count)::BIGINT AS alleged_count,
        sum(proven_count)::BIGINT AS proven_count
    FROM region_facts
    WHERE region_no IN (SELECT region_no FROM named) AND {filters}
    GROUP BY region_no
),
punishing AS MATERIALIZED (
    SELECT article_no, count(*) AS item_count
    FROM measure_facts
    WHERE kind_no IN (
            SELECT bit_no FROM fact_bits
            WHERE facet = 'measure' AND status = 'taken' AND list_contains($punishing::VARCHAR[], value))
        AND {filters}
    GROUP BY article_no
),
punished AS (
    SELECT x.region_no, sum(p.item_count)::BIGINT AS item_count
    FROM punishing AS p
    JOIN region_facts AS x USING (article_no)
    WHERE x.region_no IN (SELECT region_no FROM named)
    GROUP BY x.region_no
)
SELECT n.code, i.taken_count, coalesce(p.item_count, 0) AS punish_count, i.prohibited_count, i.alleged_count, i.proven_count
FROM items AS i
JOIN named AS n USING (region_no)
LEFT JOIN punished AS p USING (region_no)
ORDER BY n.code
