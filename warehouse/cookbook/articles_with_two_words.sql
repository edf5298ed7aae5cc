-- topic: Sources
-- question: Which articles have two words, in any of their forms?
-- pertanyaan: Artikel mana yang memuat dua kata, dalam bentuk apa pun?
-- read: Articles that have a form of "dilaporkan" (melaporkan, laporan, ...) and a form of "camat" in title or text, most frequent first: full-text search in plain SQL. `python -m warehouse search` ranks better, knows phrases and shows the words. Where the words stand tells nothing of an allegation.
WITH asked AS (
    SELECT DISTINCT w.word, p.stem_id
    FROM (SELECT unnest(['dilaporkan', 'camat']) AS word) AS w
    JOIN search_postings AS p ON p.word_id = md5_number_lower(w.word)
)
SELECT a.article_id, a.report_date, a.display_title, list_sort(list(DISTINCT q.word)) AS words, count(*) AS form_count
FROM asked AS q
JOIN search_postings AS p USING (stem_id)
JOIN search_documents AS d USING (doc_no)
JOIN articles AS a USING (article_id)
GROUP BY ALL
HAVING count(DISTINCT q.word) = 2
ORDER BY form_count DESC, a.article_id;
