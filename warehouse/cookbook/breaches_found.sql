-- topic: Conduct
-- question: Which breaches were found by a body, and in what words?
-- pertanyaan: Pelanggaran mana yang dinyatakan terbukti, dan bagaimana bunyi beritanya?
-- read: What articles report as found. One breach in two stories is two rows; the finding may have been set aside later.
SELECT report_date, story_id, item_id, type, words, sentence
FROM evidence
WHERE kind = 'violation' AND status = 'proven'
ORDER BY report_date, article_id, start_char;
