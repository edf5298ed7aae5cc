-- Measures of the selected articles by type, status and kind of body.
WITH counts AS (
    SELECT kind_no, actor_kind, count(*) AS item_count
    FROM measure_facts
    WHERE {filters}
    GROUP BY kind_no, actor_kind
)
SELECT b.value AS type, b.status, c.actor_kind, c.item_count
FROM counts AS c
JOIN fact_bits AS b ON b.facet = 'measure' AND b.bit_no = c.kind_no
ORDER BY b.value, b.status, c.actor_kind
