-- topic: Conduct
-- question: What exactly is alleged, in the words of the report?
-- pertanyaan: Apa persisnya yang diduga, menurut bunyi berita?
-- read: One row per allegation read. Nobody in it is found guilty of anything; read on in the district's later articles before you cite one.
SELECT report_date, item_id, type, words, sentence
FROM evidence
WHERE kind = 'violation' AND status = 'alleged'
ORDER BY report_date, article_id, start_char;
