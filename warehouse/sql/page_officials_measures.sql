-- These measures with their words and sentences, newest report first, then in order of the text.
SELECT
    m.measure_id,
    m.type,
    m.status,
    m.actor,
    m.confidence,
    m.article_id,
    m.start_char,
    a.display_title,
    a.report_date,
    substring(a.text, m.start_char + 1, m.end_char - m.start_char) AS words,
    substring(a.text, t.start_char + 1, t.end_char - t.start_char) AS sentence
FROM (SELECT * FROM measures WHERE article_id IN ({articles}) AND measure_id IN ({items})) AS m
JOIN (SELECT article_id, display_title, report_date, text FROM articles WHERE article_id IN ({articles})) AS a USING (article_id)
LEFT JOIN (SELECT article_id, sentence_no, start_char, end_char FROM sentences WHERE article_id IN ({articles})) AS t
    ON t.article_id = m.article_id AND t.sentence_no = m.sentence_no
ORDER BY a.report_date DESC NULLS LAST, m.article_id, m.start_char, m.measure_id
