-- The articles of `live` in which each clause of a question holds; stands after search_all.sql or search_selected.sql, which
-- make `live`. A clause holds where any of its words, phrases and fields does.
--   $word_*: one element per single word; all words of its stem are found, other forms than the one typed count less.
--   $piece_*: one element per word of a phrase, which must stand in this order and in these forms.
--   $field_*: one element per field asked.
--   $title_weight: what a word of the title weighs.
-- The parts in braces are search_phrases.sql and search_fields.sql, where the question has any: else DuckDB would work
-- through them for nothing.
, terms AS (
    SELECT
        unnest($word_clauses::INTEGER[]) AS clause_no,
        unnest($word_stems::UBIGINT[]) AS stem_id,
        unnest($word_ids::UBIGINT[]) AS word_id
),
pieces AS (
    SELECT
        unnest($piece_clauses::INTEGER[]) AS clause_no,
        unnest($piece_phrases::INTEGER[]) AS phrase_no,
        unnest($piece_places::INTEGER[]) AS place,
        unnest($piece_stems::UBIGINT[]) AS stem_id,
        unnest($piece_ids::UBIGINT[]) AS word_id
),
fields AS (
    SELECT
        unnest($field_clauses::INTEGER[]) AS clause_no,
        unnest($field_names::VARCHAR[]) AS field,
        unnest($field_words::VARCHAR[][]) AS words
),
{phrases}
{fields}
hits AS (
    SELECT
        t.clause_no,
        p.doc_no,
        ($title_weight * p.title_count + p.text_count)
            * CASE WHEN p.word_id = t.word_id THEN 1.0 ELSE $other_form_weight END AS weight
    FROM search_postings AS p
    JOIN terms AS t USING (stem_id)
    {more_hits}
),
clause_hits AS MATERIALIZED (
    SELECT h.clause_no, h.doc_no, sum(h.weight) AS weight
    FROM hits AS h
    SEMI JOIN live AS d USING (doc_no)
    GROUP BY h.clause_no, h.doc_no
)
