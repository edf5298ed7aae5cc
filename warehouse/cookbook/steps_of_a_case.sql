-- topic: Following a case
-- question: Which steps did the cases go through?
-- pertanyaan: Tahap apa saja yang dilalui kasus-kasus itu?
-- read: Cases per step that articles report. A step that no article reports may have been taken all the same. Behind a row: `FROM case_evidence WHERE kind = 'event' AND what = ...`.
SELECT e.step, count(DISTINCT e.case_id) AS case_count, count(DISTINCT e.article_id) AS article_count
FROM case_events AS e
GROUP BY ALL
ORDER BY case_count DESC, e.step;
