-- Sentences that a release quotes: those of the weightiest items first, together at most a share of their article, so that
-- no text can be put together again from its quotations; of each article at least one. {{names}} are values of release.toml.
CREATE OR REPLACE TEMP TABLE release_quoted AS
WITH wanted AS (
    -- Words of an item may reach beyond the sentence in which it begins.
    SELECT article_id, sentence_no,
        min(list_position({kinds}, kind)) FILTER (WHERE list_contains({kinds}, kind)) AS place,
        max(least(end_char, start_char + {length})) AS end_char
    FROM evidence
    WHERE sentence_no IS NOT NULL
    GROUP BY ALL
    HAVING place IS NOT NULL
),
sized AS (
    SELECT
        w.article_id,
        w.sentence_no,
        w.place,
        greatest(s.end_char, w.end_char) - s.start_char AS size,  -- uncut: items at both its ends show all of a long sentence
        length(a.text) AS text_length
    FROM wanted AS w
    JOIN sentences AS s ON s.article_id = w.article_id AND s.sentence_no = w.sentence_no
    JOIN articles AS a ON a.article_id = w.article_id
)
SELECT article_id, sentence_no, true AS is_quoted
FROM sized
WINDOW in_order AS (PARTITION BY article_id ORDER BY place, sentence_no ROWS UNBOUNDED PRECEDING)
QUALIFY
    sum(size) OVER in_order <= {share} * text_length
    OR row_number() OVER in_order = 1;
