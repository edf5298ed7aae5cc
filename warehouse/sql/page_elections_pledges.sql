-- Days before each vote, of those compared, on which pledges are reported as taken.
WITH {picked}
SELECT c.election_id, m.report_date AS day, (m.report_date - c.voting_date)::INTEGER AS days, count(*) AS item_count
FROM picked AS p
JOIN chosen AS c USING (election_no)
JOIN measure_facts AS m USING (article_no)
WHERE m.kind_no IN (SELECT bit_no FROM fact_bits WHERE facet = 'measure' AND value = 'pledge' AND status = 'taken')
    AND m.report_date BETWEEN $first_date::DATE AND $last_date::DATE
    AND m.report_date < c.voting_date
    AND m.report_date - c.voting_date >= $first_day::INTEGER
GROUP BY ALL
ORDER BY c.election_id, day
