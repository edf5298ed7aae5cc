-- topic: Rules
-- question: Which repealed rules are still cited, and by what are they replaced?
-- pertanyaan: Aturan yang sudah dicabut mana yang masih dirujuk, dan apa penggantinya?
-- read: Articles whose day lies on or after the day from which the replacing rule was in force, where both are in the table of laws. An article may cite an old rule rightly, for old conduct: read the sentence.
SELECT a.report_date, e.article_id, e.value AS citation, w.repealed_by, n.in_force_from, e.sentence
FROM evidence AS e
JOIN articles AS a USING (article_id)
JOIN laws AS w ON w.citation = e.value
JOIN laws AS n ON n.citation = w.repealed_by
WHERE e.kind = 'legal' AND a.report_date >= n.in_force_from
ORDER BY a.report_date, e.article_id, e.start_char;
