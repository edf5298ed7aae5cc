CREATE VIEW sentence_texts AS
SELECT
    s.article_id,
    s.sentence_no,
    s.paragraph,
    s.is_residue,
    s.start_char,
    s.end_char,
    substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS text
FROM sentences AS s
JOIN articles AS a USING (article_id);
COMMENT ON VIEW sentence_texts IS 'Sentences with their words: one row per sentence.';
COMMENT ON COLUMN sentence_texts.article_id IS 'The article.';
COMMENT ON COLUMN sentence_texts.sentence_no IS 'Place in the article, from 1.';
COMMENT ON COLUMN sentence_texts.paragraph IS 'Paragraph, from 0.';
COMMENT ON COLUMN sentence_texts.is_residue IS 'True for page residue, which is not read.';
COMMENT ON COLUMN sentence_texts.start_char IS 'First character, from 0.';
COMMENT ON COLUMN sentence_texts.end_char IS 'Character after the last.';
COMMENT ON COLUMN sentence_texts.text IS 'The words, exactly as in the article.';
