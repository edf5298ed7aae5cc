-- topic: Following a case
-- question: Which office holders are named in many articles, over what time?
-- pertanyaan: Pejabat mana yang disebut dalam banyak artikel, dan selama kurun waktu apa?
-- read: Persons as they were joined over articles by name, office and place. Those under protection appear by pseudonym. Being named is no accusation.
SELECT person_id, name, first_date, last_date, article_count
FROM persons
WHERE article_count > 1
ORDER BY article_count DESC, person_id;
