-- Where phrases stand; part of search_clauses.sql.
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
phrase_hits AS (
    SELECT s.clause_no, s.doc_no, CASE WHEN s.start_place < d.title_word_count THEN $title_weight ELSE 1.0 END AS weight
    FROM phrase_starts AS s
    JOIN live AS d USING (doc_no)
),
