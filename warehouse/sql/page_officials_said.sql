-- Quotations, reported speech and the measures told in either, by the row of the speaker. A measure is in what somebody
-- says where its evidence and the speech share a character; it counts once, however often it is said.
WITH said AS MATERIALIZED (
    SELECT article_id, speaker_official_id AS official_id, true AS is_quote, start_char, end_char
    FROM quotes
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
    UNION ALL
    SELECT article_id, speaker_official_id, false, start_char, end_char
    FROM statements
    WHERE article_id IN ({articles}) AND speaker_official_id IN ({officials})
),
told AS (
    SELECT s.official_id, count(DISTINCT m.measure_id) AS measure_count
    FROM said AS s
    JOIN (SELECT * FROM measures WHERE article_id IN ({articles})) AS m
        ON m.article_id = s.article_id AND m.start_char < s.end_char AND m.end_char > s.start_char
    GROUP BY s.official_id
)
SELECT
    official_id,
    count(*) FILTER (WHERE is_quote) AS quote_count,
    count(*) FILTER (WHERE NOT is_quote) AS statement_count,
    coalesce(any_value(t.measure_count), 0) AS measure_count
FROM said
LEFT JOIN told AS t USING (official_id)
GROUP BY official_id
