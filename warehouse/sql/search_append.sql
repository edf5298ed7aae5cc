-- Postings of the batch, in order of word. search_ids: word, word_id, stem_id of its words.
INSERT INTO {target}
SELECT i.stem_id, i.word_id, g.doc_no, least(g.title_count, 65535)::USMALLINT, g.text_count::UINTEGER, g.places
FROM search_grouped AS g
JOIN search_ids AS i USING (word)
ORDER BY i.stem_id, i.word_id, g.doc_no
