-- What corrections can name of a case: each report with its article, the names of its persons and its acts.
SELECT r.report_id, r.article_id, n.name, c.type
FROM named.case_reports AS r
LEFT JOIN (
    SELECT report_id, unnest(json_extract_string(report, '$.named[*].name')) AS name FROM named.case_reports
) AS n USING (report_id)
LEFT JOIN (
    SELECT DISTINCT report_id, unnest(json_extract_string(report, '$.conduct[*].type')) AS type FROM named.case_reports
) AS c USING (report_id)
ORDER BY ALL
