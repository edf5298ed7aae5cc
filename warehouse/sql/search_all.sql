WITH live AS (
    SELECT doc_no, article_id, title_word_count, word_count FROM search_documents
)
