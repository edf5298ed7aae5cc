SELECT
    b.status,
    count(*) AS item_count,
    count(*) FILTER (WHERE v.is_first_of_status) AS article_count,
    count(*) FILTER (WHERE v.is_first_of_status AND v.is_alone)
        + count(DISTINCT v.story_no) FILTER (WHERE NOT v.is_alone) AS story_count
FROM violation_facts AS v
JOIN fact_bits AS b ON b.facet = 'violation' AND b.bit_no = v.kind_no
WHERE {filters}
GROUP BY b.status
