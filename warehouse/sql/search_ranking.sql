-- The articles in which every clause holds, best first; stands after search_clauses.sql.
--   $excluded: clauses that must not hold. $required_count: how many must.
-- BM25: k1 and b are $saturation and $length_share.
, size AS (
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
