-- How many measures are told in what a row of officials says, quoted or reported, in the selected articles: those with
-- any. As in page_officials_said: a measure counts once for a speaker, however often it is said.
WITH told AS (
    -- Numbers, not the ids that they are part of: telling those apart takes three times as long.
    SELECT
        a.article_no,
        m.article_id,
        m.start_char,
        m.end_char,
        substring(m.measure_id, length(m.article_id) + 3)::INTEGER AS measure_no
    FROM measures AS m
    JOIN (SELECT article_no, article_id FROM article_facts WHERE {filters}) AS a USING (article_id)
),
said AS (
    SELECT article_id, speaker_official_id, start_char, end_char FROM quotes WHERE speaker_official_id IS NOT NULL
    UNION ALL
    SELECT article_id, speaker_official_id, start_char, end_char FROM statements WHERE speaker_official_id IS NOT NULL
)
SELECT
    t.article_no,
    substring(s.speaker_official_id, length(s.article_id) + 3)::INTEGER AS item_no,
    count(DISTINCT t.measure_no) AS spoken_count
FROM said AS s
JOIN told AS t ON t.article_id = s.article_id AND t.start_char < s.end_char AND t.end_char > s.start_char
GROUP BY ALL
