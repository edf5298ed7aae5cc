-- Measures taken and conduct by state in articles about each province. Sets of provinces are few: they are counted first.
WITH items AS (
    SELECT
        province_bits,
        count(*) AS taken_count,
        count(*) FILTER (WHERE kind_no IN (
            SELECT bit_no FROM fact_bits WHERE facet = 'measure' AND list_contains($punishing::VARCHAR[], value))) AS punish_count,
        0 AS prohibited_count,
        0 AS alleged_count,
        0 AS proven_count
    FROM measure_facts
    WHERE kind_no IN (SELECT bit_no FROM fact_bits WHERE facet = 'measure' AND status = 'taken') AND {filters}
    GROUP BY province_bits
    UNION ALL
    SELECT
        v.province_bits,
        0,
        0,
        coalesce(sum(v.item_count) FILTER (WHERE b.status = 'prohibited'), 0),
        coalesce(sum(v.item_count) FILTER (WHERE b.status = 'alleged'), 0),
        coalesce(sum(v.item_count) FILTER (WHERE b.status = 'proven'), 0)
    FROM (
        SELECT province_bits, kind_no, count(*) AS item_count FROM violation_facts WHERE {filters} GROUP BY ALL
    ) AS v
    JOIN fact_bits AS b ON b.facet = 'violation' AND b.bit_no = v.kind_no
    GROUP BY v.province_bits
)
SELECT
    b.value AS code,
    coalesce(sum(taken_count), 0)::BIGINT AS taken_count,
    coalesce(sum(punish_count), 0)::BIGINT AS punish_count,
    coalesce(sum(prohibited_count), 0)::BIGINT AS prohibited_count,
    coalesce(sum(alleged_count), 0)::BIGINT AS alleged_count,
    coalesce(sum(proven_count), 0)::BIGINT AS proven_count
FROM fact_bits AS b
LEFT JOIN items AS i ON i.province_bits & b.bit <> 0
WHERE b.facet = 'province'
GROUP BY b.value
ORDER BY b.value
