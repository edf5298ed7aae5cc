-- Measures and conduct of the articles within the days that are compared, by election, type and status.
WITH {inside}
SELECT i.election_id, b.facet AS kind, b.value AS type, b.status, count(*) AS item_count
FROM inside AS i
JOIN (
    SELECT article_no, 'measure' AS facet, kind_no FROM measure_facts
    WHERE report_date BETWEEN $first_date::DATE AND $last_date::DATE AND article_no IN (SELECT article_no FROM inside)
    UNION ALL
    SELECT article_no, 'violation', kind_no FROM violation_facts
    WHERE report_date BETWEEN $first_date::DATE AND $last_date::DATE AND article_no IN (SELECT article_no FROM inside)
) AS m USING (article_no)
JOIN fact_bits AS b ON b.facet = m.facet AND b.bit_no = m.kind_no
GROUP BY ALL
ORDER BY ALL
