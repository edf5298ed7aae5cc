-- Rows of officials by their numbers, and of their articles by theirs (page_officials_articles): both stand in the
-- condition of their table, so that other rows are not read.
SELECT n.official_no, concat(f.article_id, '#o', n.item_no) AS official_id, n.person_id, f.article_id, f.report_date, n.is_protected
FROM (
    SELECT official_no, article_no, item_no, {person_id} AS person_id, is_protected FROM official_facts WHERE official_no IN ({officials})
) AS n
JOIN (SELECT article_no, article_id, report_date FROM article_facts WHERE article_no IN ({articles})) AS f USING (article_no)
