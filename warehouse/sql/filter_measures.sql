-- Few combinations of measures occur: they are counted first.
WITH combinations AS (
    SELECT measure_bits, count(*) AS article_count FROM article_facts WHERE {filters} GROUP BY measure_bits
),
types AS (
    SELECT value AS type, bit_or(bit) AS bits FROM fact_bits WHERE facet = 'measure' GROUP BY value
)
SELECT t.type, sum(c.article_count)::BIGINT AS article_count
FROM types AS t
JOIN combinations AS c ON c.measure_bits & t.bits <> 0
GROUP BY t.type
ORDER BY t.type
