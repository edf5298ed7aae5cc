-- The item at one place of the queue: the least sure first, of equal confidence by kind, then the newest report. Facts
-- hold that order in `unsure_no`; other kinds stand by article and place in it.
WITH {unsure}
SELECT k.kind_no, a.article_id, k.item_no, k.confidence
FROM (
    SELECT *
    FROM unsure
    ORDER BY confidence, kind_no, place_no, start_char, item_no
    LIMIT 1 OFFSET $skipped::BIGINT
) AS k
JOIN article_facts AS a USING (article_no)
