-- topic: Measures
-- question: Which sanctions were imposed, and in what words does the report say so?
-- pertanyaan: Sanksi apa yang sudah dijatuhkan, dan bagaimana bunyi beritanya?
-- read: One row per sanction read, with its sentence. Two reports on one sanction are two rows; story_id tells copies. It is what was reported, not a register of sanctions.
SELECT report_date, story_id, item_id, words, sentence
FROM evidence
WHERE kind = 'measure' AND type = 'sanction_imposed' AND status = 'taken'
ORDER BY report_date, article_id, start_char;
