-- topic: Rules
-- question: Which circulars were issued, and under what number can they be asked for?
-- pertanyaan: Surat edaran mana yang diterbitkan, dan berapa nomornya?
-- read: Articles that report a circular as issued, with the document numbers they print. A number beside a circular is not always the circular's own.
SELECT a.report_date, a.article_id, m.actor, list(DISTINCT d.number ORDER BY d.number) FILTER (WHERE d.number IS NOT NULL) AS numbers
FROM measures AS m
JOIN articles AS a USING (article_id)
LEFT JOIN documents AS d USING (article_id)
WHERE m.type = 'circular' AND m.status = 'taken'
GROUP BY a.report_date, a.article_id, m.measure_id, m.actor
ORDER BY a.report_date, a.article_id, m.measure_id;
