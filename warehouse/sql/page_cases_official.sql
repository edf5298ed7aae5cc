SELECT v.*, r.name AS region_name
FROM reconciliation AS v
LEFT JOIN regions AS r ON r.code = v.region_code
ORDER BY v.counted_to_date DESC NULLS LAST, v.figure DESC, v.total_id
