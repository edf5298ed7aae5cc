-- Articles for which the index and `{source}` differ.
WITH shown AS (
    SELECT article_id, md5_number_lower(concat_ws(chr(10), title, text)) AS content_key FROM {source}
),
indexed AS (
    SELECT article_id, any_value(content_key) AS content_key, count(*) AS row_count FROM search_documents GROUP BY ALL
)
SELECT article_id
FROM shown AS s
FULL JOIN indexed AS i USING (article_id)
WHERE s.content_key IS DISTINCT FROM i.content_key OR i.row_count > 1
ORDER BY article_id
