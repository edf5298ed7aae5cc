SELECT sentence_no, paragraph, is_residue, start_char, end_char, text
FROM sentence_texts
WHERE article_id = $article_id
ORDER BY sentence_no
