-- Only the articles that the filters pick are searched, counted and weighed.
WITH selected AS (
    SELECT article_id FROM article_facts WHERE {filters}
),
live AS (
    SELECT doc_no, article_id, title_word_count, word_count FROM search_documents SEMI JOIN selected USING (article_id)
)
