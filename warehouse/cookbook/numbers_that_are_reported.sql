-- topic: Rules
-- question: What numbers of cases or civil servants do the articles report?
-- pertanyaan: Angka apa saja (kasus, ASN) yang disebut dalam berita?
-- read: Numbers that somebody told, with the sentence. They overlap in time and place and are never to be added up, nor taken for our counts.
SELECT report_date, item_id, type AS what, status AS state, value AS number, sentence
FROM evidence
WHERE kind = 'total'
ORDER BY report_date, article_id, start_char;
