WITH counts AS (
    SELECT province_no, count(*) AS article_count FROM province_facts WHERE {filters} GROUP BY province_no
)
SELECT v.code AS province_code, v.name, c.article_count
FROM counts AS c
JOIN fact_bits AS b ON b.facet = 'province' AND b.bit_no = c.province_no
JOIN provinces AS v ON v.code = b.value
ORDER BY v.code
