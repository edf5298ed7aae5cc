-- The articles in which every clause of a question holds, best first; stands after search_all.sql, or after selected.sql
-- and search_selected.sql, which make `live`. A clause holds where any of its words, phrases and fields does.
--   $word_*: one element per single word; all words of its stem are found, other forms than the one typed count less.
--   $piece_*: one element per word of a phrase, which must stand in this order and in these forms.
--   $field_*: one element per field asked.
--   $excluded: clauses that must not hold. $required_count: how many must.
-- BM25: a title word weighs $title_weight, k1 and b are $saturation and $length_share.
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
),
size AS (
    SELECT count(*) AS article_count, avg(word_count) AS mean_word_count FROM live
),
rarity AS (
    SELECT c.clause_no, ln(1 + (any_value(z.article_count) - count(*) + 0.5) / (count(*) + 0.5)) AS idf
    FROM clause_hits AS c, size AS z
    WHERE NOT list_contains($excluded::INTEGER[], c.clause_no)
    GROUP BY c.clause_no
),
scored AS MATERIALIZED (
    SELECT
        any_value(d.article_id) AS article_id,
        -- Rounded, since the sums differ in their last digits with the order they are taken in: equal is to be equal.
        round(sum(r.idf * c.weight * ($saturation + 1) / (c.weight + $saturation
            * (1 - $length_share + $length_share * d.word_count / z.mean_word_count))), 6) AS score
    FROM clause_hits AS c
    JOIN rarity AS r USING (clause_no)
    JOIN live AS d USING (doc_no)
    CROSS JOIN size AS z
    WHERE c.doc_no NOT IN (SELECT x.doc_no FROM clause_hits AS x WHERE list_contains($excluded::INTEGER[], x.clause_no))
    GROUP BY c.doc_no
    HAVING count(*) = $required_count
),
best AS (
    SELECT article_id, score FROM scored ORDER BY score DESC, article_id LIMIT $limit OFFSET $offset
)
SELECT t.total_count, b.article_id, b.score
FROM (SELECT count(*) AS total_count FROM scored) AS t
LEFT JOIN best AS b ON true
ORDER BY b.score DESC, b.article_id
