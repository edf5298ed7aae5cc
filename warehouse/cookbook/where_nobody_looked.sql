-- topic: Places
-- question: Which provinces are not covered at all, so that nothing can be said about them?
-- pertanyaan: Provinsi mana yang sama sekali tidak terpantau sehingga tidak dapat disimpulkan apa-apa?
-- read: Provinces without an outlet that was read and without any article about them. Leave them out of comparisons; do not fill in zero.
SELECT province_code, name
FROM coverage_by_province
WHERE NOT is_covered
ORDER BY province_code;
