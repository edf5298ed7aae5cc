-- Measures taken and conduct by state in articles about each province, summed over their articles.
WITH items AS (
    SELECT
        province_no,
        sum(taken_count)::BIGINT AS taken_count,
        sum(prohibited_count)::BIGINT AS prohibited_count,
        sum(alleged_count)::BIGINT AS alleged_count,
        sum(proven_count)::BIGINT AS proven_count
    FROM province_facts
    WHERE {filters}
    GROUP BY province_no
),
-- Sets of provinces are few: they are counted first.
punished AS (
    SELECT province_bits, count(*) AS item_count
    FROM measure_facts
    WHERE kind_no IN (
            SELECT bit_no FROM fact_bits
            WHERE facet = 'measure' AND status = 'taken' AND list_contains($punishing::VARCHAR[], value))
        AND {filters}
    GROUP BY province_bits
)
SELECT
    b.value AS code,
    coalesce(any_value(i.taken_count), 0) AS taken_count,
    coalesce(sum(p.item_count), 0)::BIGINT AS punish_count,
    coalesce(any_value(i.prohibited_count), 0) AS prohibited_count,
    coalesce(any_value(i.alleged_count), 0) AS alleged_count,
    coalesce(any_value(i.proven_count), 0) AS proven_count
FROM fact_bits AS b
LEFT JOIN items AS i ON i.province_no = b.bit_no
LEFT JOIN punished AS p ON p.province_bits & b.bit <> 0
WHERE b.facet = 'province'
GROUP BY b.value
ORDER BY b.value
