-- topic: Quality
-- question: Which joins of persons over articles are the least sure?
-- pertanyaan: Penggabungan orang antarartikel mana yang paling meragukan?
-- read: Rows of officials that were joined to a person of an earlier report, the weakest links first, with the reason. The score orders them; it is no probability. A wrong one is put right with `split_persons` in corrections.toml.
SELECT x.score, x.reason, p.name, o.name AS printed, o.role, o.region_code, o.article_id, x.official_id, x.person_id
FROM official_persons AS x
JOIN officials AS o USING (official_id)
JOIN persons AS p USING (person_id)
WHERE x.score < 1
ORDER BY x.score, p.name, x.official_id;
