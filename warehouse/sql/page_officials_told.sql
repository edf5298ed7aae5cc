-- Measures told in what a person says, by key: no text is read for what is not told.
WITH said AS MATERIALIZED (
    SELECT article_id, start_char, end_char
    FROM quotes
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
    UNION ALL
    SELECT article_id, start_char, end_char
    FROM statements
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
)
SELECT m.measure_id, m.article_id
FROM (SELECT * FROM measures WHERE article_id IN ({articles})) AS m
SEMI JOIN said AS s
    ON s.article_id = m.article_id AND m.start_char < s.end_char AND m.end_char > s.start_char
