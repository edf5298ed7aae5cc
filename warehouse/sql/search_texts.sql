-- The words of one batch of articles. $first_doc_no: number of the first. `{source}` is the table that is indexed.
CREATE OR REPLACE TEMP TABLE search_batch AS
SELECT
    (row_number() OVER (ORDER BY a.article_id) - 1 + $first_doc_no)::INTEGER AS doc_no,
    a.article_id,
    search_words_of(coalesce(a.title, '')) AS title_words,
    search_words_of(a.text) AS text_words,
    md5_number_lower(concat_ws(chr(10), a.title, a.text)) AS content_key
FROM {source} AS a
WHERE a.article_id IN (SELECT w.article_id FROM search_wanted AS w WHERE w.batch_no = $batch_no)
