-- topic: Following a case
-- question: In which sentences does a word stand, such as "grup WhatsApp"?
-- pertanyaan: Dalam kalimat mana suatu kata muncul, misalnya "grup WhatsApp"?
-- read: Sentences of articles with the word as written, page residue left out. It finds spellings, not meanings.
SELECT a.report_date, s.article_id, s.sentence_no, s.text
FROM sentence_texts AS s JOIN articles AS a USING (article_id)
WHERE s.text ILIKE '%WhatsApp%' AND NOT s.is_residue
ORDER BY a.report_date NULLS LAST, s.article_id, s.sentence_no;
