-- topic: Quality
-- question: How many names are covered, and why?
-- pertanyaan: Berapa nama yang ditutup, dan mengapa?
-- read: Persons who would be protected in at least one article. Covered: `asn` (a civil servant without office), `alleged` (low in rank, in an article that tells an allegation). Named in spite of that: `office`, `decision`. Either: `correction`. Persons of no row are named. Each single one: the recipe `why_a_name_is_covered`.
SELECT is_protected, reason, count(*) AS person_count, count(DISTINCT article_id) AS article_count
FROM protections
GROUP BY ALL
ORDER BY is_protected DESC, person_count DESC, reason;
