-- topic: Voices
-- question: Who is named in several offices, and when in which?
-- pertanyaan: Siapa yang disebut dalam beberapa jabatan, dan kapan dalam jabatan mana?
-- read: Persons whom reports name in more than one office (acting and former holders apart), with the first and last report in each: when it was reported, not when it was held. Persons are told apart by rule, not by a register. Behind a row: `official_persons` joined with `officials`.
SELECT p.person_id, p.name, o.role, o.acting, r.name AS region, o.first_date, o.last_date, o.article_count
FROM offices AS o
JOIN persons AS p USING (person_id)
LEFT JOIN regions AS r ON r.code = o.region_code
QUALIFY count(*) OVER (PARTITION BY o.person_id) > 1
ORDER BY p.person_id, o.first_date NULLS LAST, o.role, o.acting, o.region_code;
