-- topic: Quality
-- question: Which allegations and findings are least sure and should be read by a person?
-- pertanyaan: Dugaan dan temuan mana yang paling tidak pasti dan perlu dibaca ulang?
-- read: Confidence is the probability that a careful reader would note the same. NULL (made by hand) stands last.
SELECT confidence, item_id, type, status, words, sentence
FROM evidence
WHERE kind = 'violation' AND status IN ('alleged', 'proven')
ORDER BY confidence NULLS LAST, article_id, start_char;
