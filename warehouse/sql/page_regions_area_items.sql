-- The same for regencies and cities: all, or those that are named.
WITH places AS MATERIALIZED (
    SELECT x.article_no, n.code
    FROM region_facts AS x
    JOIN region_numbers AS n USING (region_no)
    WHERE len($codes::VARCHAR[]) = 0 OR list_contains($codes::VARCHAR[], n.code)
),
measured AS (
    SELECT p.code, m.kind_no, count(*) AS item_count
    FROM (
        SELECT article_no, kind_no FROM measure_facts
        WHERE kind_no IN (SELECT bit_no FROM fact_bits WHERE facet = 'measure' AND status = 'taken') AND {filters}
    ) AS m
    JOIN places AS p USING (article_no)
    GROUP BY ALL
),
acted AS (
    SELECT p.code, v.kind_no, count(*) AS item_count
    FROM (SELECT article_no, kind_no FROM violation_facts WHERE {filters}) AS v
    JOIN places AS p USING (article_no)
    GROUP BY ALL
),
items AS (
    SELECT m.code, 'taken' AS what, m.item_count FROM measured AS m
    UNION ALL
    SELECT m.code, 'punish', m.item_count
    FROM measured AS m JOIN fact_bits AS b ON b.facet = 'measure' AND b.bit_no = m.kind_no
    WHERE list_contains($punishing::VARCHAR[], b.value)
    UNION ALL
    SELECT a.code, b.status, a.item_count
    FROM acted AS a JOIN fact_bits AS b ON b.facet = 'violation' AND b.bit_no = a.kind_no
)
SELECT
    code,
    coalesce(sum(item_count) FILTER (WHERE what = 'taken'), 0)::BIGINT AS taken_count,
    coalesce(sum(item_count) FILTER (WHERE what = 'punish'), 0)::BIGINT AS punish_count,
    coalesce(sum(item_count) FILTER (WHERE what = 'prohibited'), 0)::BIGINT AS prohibited_count,
    coalesce(sum(item_count) FILTER (WHERE what = 'alleged'), 0)::BIGINT AS alleged_count,
    coalesce(sum(item_count) FILTER (WHERE what = 'proven'), 0)::BIGINT AS proven_count
FROM items
GROUP BY code
ORDER BY code
