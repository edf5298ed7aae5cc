-- Each word of each article of the batch with its places: the title's from 0, one number free, then the text's.
CREATE OR REPLACE TEMP TABLE search_grouped AS
WITH words AS (
    SELECT doc_no, unnest(title_words) AS word, generate_subscripts(title_words, 1) - 1 AS place, true AS is_title
    FROM search_batch
    UNION ALL
    SELECT doc_no, unnest(text_words), generate_subscripts(text_words, 1) + len(title_words), false
    FROM search_batch
)
SELECT
    doc_no,
    word,
    count(*) FILTER (is_title) AS title_count,
    count(*) FILTER (NOT is_title) AS text_count,
    list_sort(list(place::UINTEGER)) AS places
FROM words
GROUP BY doc_no, word
