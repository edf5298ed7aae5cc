-- Stands after selected.sql: only the articles that the filters pick are searched, counted and weighed.
, live AS (
    SELECT doc_no, article_id, title_word_count, word_count FROM search_documents SEMI JOIN selected USING (article_id)
)
