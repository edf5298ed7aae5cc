-- What a person says: quotations and reported speech, in order of the reports and of the text.
SELECT s.*, a.display_title, a.outlet_id, a.report_date
FROM (
    SELECT quote_id AS item_id, 'quote' AS kind, article_id, text, start_char, end_char, confidence
    FROM quotes
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
    UNION ALL
    SELECT statement_id, 'statement', article_id, text, start_char, end_char, confidence
    FROM statements
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
) AS s
JOIN (SELECT article_id, display_title, outlet_id, report_date FROM articles WHERE article_id IN ({articles})) AS a USING (article_id)
ORDER BY a.report_date DESC NULLS LAST, s.article_id, s.start_char, s.item_id
