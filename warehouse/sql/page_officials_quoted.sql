-- How many quotations have a row of officials as their speaker, in the selected articles: those with any.
SELECT
    a.article_no,
    substring(q.speaker_official_id, length(q.article_id) + 3)::INTEGER AS item_no,
    count(*) AS spoken_count
FROM quotes AS q
JOIN (SELECT article_no, article_id FROM article_facts WHERE {filters}) AS a USING (article_id)
WHERE q.speaker_official_id IS NOT NULL
GROUP BY ALL
