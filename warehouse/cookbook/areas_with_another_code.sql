-- topic: Places
-- question: Which areas had another code, name or province in an earlier election?
-- pertanyaan: Daerah mana yang kode, nama, atau provinsinya berbeda pada pemilihan terdahulu?
-- read: One row per election and area whose code, name or province on the voting day was not today's. `is_part`: the area did not exist yet, and the row shows the one that it was made from. By law and day: `FROM region_periods WHERE law IS NOT NULL`.
SELECT e.election_id, e.today_code, r.name AS name_today, e.code AS code_then, e.name AS name_then, e.province_name, e.is_part
FROM election_regions AS e
JOIN regions AS r ON r.code = e.today_code
WHERE e.code <> e.today_code OR e.name <> r.name OR e.province_code <> r.province_code
ORDER BY e.election_id DESC, e.today_code;
