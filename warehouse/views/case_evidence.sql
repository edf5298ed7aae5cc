CREATE VIEW case_evidence AS
SELECT e.case_id, e.kind, e.what, e.article_id, a.report_date, a.display_title, e.start_char, e.end_char, e.sentence_no,
    substring(a.text, e.start_char + 1, e.end_char - e.start_char) AS words
FROM (
    SELECT case_id, 'account' AS kind, state AS what, article_id, start_char, end_char, sentence_no FROM case_articles
    UNION ALL
    SELECT case_id, 'conduct', type, article_id, start_char, end_char, sentence_no FROM case_conduct
    UNION ALL
    SELECT case_id, 'event', step, article_id, start_char, end_char, sentence_no FROM case_events
    UNION ALL
    SELECT case_id, 'person', official_id, article_id, start_char, end_char, sentence_no FROM case_persons
) AS e
JOIN articles AS a USING (article_id);
COMMENT ON VIEW case_evidence IS 'Everything that is said of a case, with the words it was read off: what is behind a row of cases.';
COMMENT ON COLUMN case_evidence.case_id IS 'The case.';
COMMENT ON COLUMN case_evidence.kind IS 'account, conduct, event or person.';
COMMENT ON COLUMN case_evidence.what IS 'State, type of conduct, step, or official_id.';
COMMENT ON COLUMN case_evidence.article_id IS 'The article.';
COMMENT ON COLUMN case_evidence.report_date IS 'Day of the report.';
COMMENT ON COLUMN case_evidence.display_title IS 'Title of the article.';
COMMENT ON COLUMN case_evidence.start_char IS 'First character of the words, from 0.';
COMMENT ON COLUMN case_evidence.end_char IS 'Character after the last.';
COMMENT ON COLUMN case_evidence.sentence_no IS 'Sentence in which they begin.';
COMMENT ON COLUMN case_evidence.words IS 'The words.';
