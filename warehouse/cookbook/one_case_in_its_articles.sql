-- topic: Following a case
-- question: What do the articles say of one case, word by word?
-- pertanyaan: Apa kata artikel-artikel tentang satu kasus, kata demi kata?
-- read: Accounts, conduct and steps of the case that most articles tell (put another `case_id`), in the order of the reports, each with its words and sentence. Persons are left out: `case_persons` has them, under the names that may be shown.
WITH chosen AS (
    SELECT case_id FROM cases ORDER BY article_count DESC, event_count DESC, case_id LIMIT 1
)
SELECT e.report_date, e.article_id, e.start_char, e.kind, e.what, e.words, s.text AS sentence
FROM case_evidence AS e
JOIN chosen USING (case_id)
LEFT JOIN sentence_texts AS s USING (article_id, sentence_no)
WHERE e.kind IN ('account', 'conduct', 'event')
ORDER BY e.report_date NULLS LAST, e.article_id, e.start_char, e.kind, e.what;
