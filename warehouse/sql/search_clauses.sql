-- The articles of `live` in which each clause of a question holds; stands after search_all.sql or search_selected.sql, which
-- make `live`. A clause holds where any of its words, phrases and fields does.
--   $word_*: one element per single word; all words of its stem are found, other forms than the one typed count less.
--   $piece_*: one element per word of a phrase, which must stand in this order and in these forms.
--   $field_*: one element per field asked.
--   $title_weight: what a word of the title weighs.
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
phrases AS (
    SELECT clause_no, phrase_no, count(*) AS piece_count, count(DISTINCT word_id) AS word_count
    FROM pieces
    GROUP BY ALL
),
-- First, cheaply, the articles that have all words of a phrase; then, for those alone, where the words stand.
phrase_articles AS (
    SELECT x.phrase_no, p.doc_no
    FROM search_postings AS p
    JOIN (SELECT DISTINCT phrase_no, stem_id, word_id FROM pieces) AS x USING (stem_id, word_id)
    GROUP BY x.phrase_no, p.doc_no
    HAVING count(*) = (SELECT any_value(h.word_count) FROM phrases AS h WHERE h.phrase_no = x.phrase_no)
),
phrase_places AS (
    SELECT x.phrase_no, p.doc_no, unnest(p.places)::INTEGER - x.place AS start_place
    FROM search_postings AS p
    JOIN pieces AS x USING (stem_id, word_id)
    SEMI JOIN phrase_articles AS c ON c.phrase_no = x.phrase_no AND c.doc_no = p.doc_no
),
phrase_starts AS (
    SELECT h.clause_no, s.phrase_no, s.doc_no, s.start_place
    FROM phrase_places AS s
    JOIN phrases AS h USING (phrase_no)
    GROUP BY ALL
    HAVING count(*) = any_value(h.piece_count)
),
field_articles AS (
    SELECT f.clause_no, o.article_id
    FROM fields AS f
    JOIN officials AS o ON f.field = 'official'
        AND CASE WHEN search_may_have(o.name, f.words[1])
            THEN list_has_all(search_words_of(o.name), f.words) ELSE false END
    UNION
    SELECT f.clause_no, d.article_id
    FROM fields AS f
    JOIN documents AS d
        ON f.field = 'document'
        AND CASE WHEN search_may_have(d.number, f.words[1])
            THEN contains(
                ' ' || array_to_string(search_words_of(d.number), ' ') || ' ',
                ' ' || array_to_string(f.words, ' ') || ' ')
            ELSE false END
    UNION
    SELECT f.clause_no, a.article_id
    FROM fields AS f
    JOIN regions AS r ON f.field = 'region' AND list_has_all(search_words_of(r.name), f.words)
    JOIN article_primary_regions AS a ON a.region_code = r.code
    UNION
    SELECT f.clause_no, a.article_id
    FROM fields AS f
    JOIN provinces AS r ON f.field = 'region' AND list_has_all(search_words_of(r.name), f.words)
    JOIN article_provinces AS a ON a.province_code = r.code
),
hits AS (
    SELECT
        t.clause_no,
        p.doc_no,
        ($title_weight * p.title_count + p.text_count)
            * CASE WHEN p.word_id = t.word_id THEN 1.0 ELSE $other_form_weight END AS weight
    FROM search_postings AS p
    JOIN terms AS t USING (stem_id)
    UNION ALL
    SELECT s.clause_no, s.doc_no, CASE WHEN s.start_place < d.title_word_count THEN $title_weight ELSE 1.0 END
    FROM phrase_starts AS s
    JOIN live AS d USING (doc_no)
    UNION ALL
    SELECT a.clause_no, d.doc_no, 0.0
    FROM field_articles AS a
    JOIN live AS d USING (article_id)
),
clause_hits AS MATERIALIZED (
    SELECT h.clause_no, h.doc_no, sum(h.weight) AS weight
    FROM hits AS h
    SEMI JOIN live AS d USING (doc_no)
    GROUP BY h.clause_no, h.doc_no
)
