-- The ids of words and of their stems. $by_word, $by_stem: what to take as the stem of a word, or instead of a stem.
WITH stemmed AS (
    SELECT word, stem(word, 'indonesian') AS snowball FROM incoming
)
SELECT
    word,
    md5_number_lower(word) AS word_id,
    md5_number_lower(coalesce(
        map_from_entries($by_word::STRUCT(k VARCHAR, v VARCHAR)[])[word],
        map_from_entries($by_stem::STRUCT(k VARCHAR, v VARCHAR)[])[snowball],
        snowball)) AS stem_id
FROM stemmed
