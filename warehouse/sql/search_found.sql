-- The articles in which every clause holds, unranked; stands after search_all.sql and search_clauses.sql. A bit for each
-- clause and a number for each article: ids and weights of a million articles take more memory than all else.
SELECT f.article_no
FROM (
    SELECT doc_no
    FROM hits
    GROUP BY doc_no
    HAVING bit_or(1::BIGINT << clause_no) & $clause_bits::BIGINT = $required_bits::BIGINT
) AS h
JOIN search_numbers AS f USING (doc_no)
