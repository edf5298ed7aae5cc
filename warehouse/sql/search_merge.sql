-- One range of stems in order, from runs that are each in order. search_numbers: the old number of each article
-- and the new one.
INSERT INTO search_postings
SELECT p.stem_id, p.word_id, n.new_doc_no, p.title_count, p.text_count, p.places
FROM {source} AS p
JOIN search_numbers AS n ON n.doc_no = p.doc_no
WHERE p.stem_id BETWEEN $first_stem_id AND $last_stem_id
ORDER BY p.stem_id, p.word_id, n.new_doc_no
