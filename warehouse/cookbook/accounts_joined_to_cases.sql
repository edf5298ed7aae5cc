-- topic: Quality
-- question: Which accounts were joined to a case on the weakest grounds?
-- pertanyaan: Pemberitaan mana yang digabungkan ke satu kasus dengan alasan terlemah?
-- read: Accounts that were joined to a case of an earlier article, the weakest first, with reason and title. One that is wrong is put right with `split_cases` in corrections.toml. Two accounts that should be one case show in no row here.
SELECT x.score, x.reason, x.case_id, x.report_id, x.state, a.report_date, a.display_title
FROM case_articles AS x
JOIN articles AS a USING (article_id)
WHERE x.score < 1
ORDER BY x.score, x.report_id;
