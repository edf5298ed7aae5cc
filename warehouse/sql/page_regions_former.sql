-- What an area was before today, and areas that bore a code that none bears now: the newest first.
SELECT p.today_code, r.name AS today_name, p.code, p.name, p.province_code, v.name AS province_name, p.valid_to, p.is_part, p.law, p.source
FROM region_periods AS p
JOIN regions AS r ON r.code = p.today_code
LEFT JOIN provinces AS v ON v.code = p.province_code
WHERE p.valid_to IS NOT NULL AND (p.today_code = $code OR (p.code = $code AND NOT p.is_part AND p.today_code <> $code))
ORDER BY p.valid_to DESC, p.today_code
