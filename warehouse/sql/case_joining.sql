-- Reports to be joined anew, with the story of their article and its persons: of the chosen blocks, and those that are in
-- no case.
CREATE OR REPLACE TEMP TABLE joining AS
WITH wanted AS (
    SELECT * FROM named.case_reports
    WHERE $is_all OR block IN (SELECT block FROM chosen_blocks) OR report_id NOT IN (SELECT report_id FROM case_articles)
),
known AS (
    SELECT o.article_id, list({'number': split_part(p.official_id, '#o', -1)::INTEGER, 'id': p.person_id}) AS persons
    FROM official_persons AS p JOIN named.officials AS o USING (official_id)
    WHERE o.article_id IN (SELECT article_id FROM wanted)
    GROUP BY o.article_id
)
SELECT r.block, r.report_id, r.report, a.story_id, k.persons
FROM wanted AS r
JOIN named.articles AS a USING (article_id)
LEFT JOIN known AS k USING (article_id)
