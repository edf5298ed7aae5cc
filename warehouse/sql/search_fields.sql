-- Articles by their officials, documents and places; part of search_clauses.sql.
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
    JOIN regions AS x ON x.province_code = r.code
    JOIN article_primary_regions AS a ON a.region_code = x.code
),
field_hits AS (
    SELECT a.clause_no, d.doc_no, 0.0 AS weight
    FROM field_articles AS a
    JOIN live AS d USING (article_id)
),
