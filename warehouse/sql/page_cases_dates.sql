-- Days of events told in the very sentence of the conduct.
SELECT d.value, d.article_id, min(d.start_char) AS start_char
FROM dates AS d
JOIN case_conduct AS x ON x.article_id = d.article_id AND x.sentence_no = d.sentence_no
WHERE x.case_id = $case_id AND d.role = 'event' AND d.article_id IN ({articles})
GROUP BY d.value, d.article_id
ORDER BY d.value, d.article_id
