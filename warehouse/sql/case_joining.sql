-- Reports to be joined anew, with the story of their article and its persons: of the chosen blocks, and those that are in
-- no case. With each the case that it is in, its score and its reason; `is_same` where it was joined with the story and
-- the persons of now, in a block from which no report is gone.
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
),
other_persons AS (
    SELECT DISTINCT c.report_id
    FROM case_persons AS c LEFT JOIN official_persons AS p USING (official_id)
    WHERE c.person_id IS DISTINCT FROM p.person_id
)
SELECT r.block, r.report_id, r.report, a.story_id, k.persons, c.case_id, c.score, c.reason,
    c.report_id IS NOT NULL
        AND c.story_id IS NOT DISTINCT FROM a.story_id
        AND o.report_id IS NULL
        AND r.block NOT IN (SELECT block FROM emptied_blocks) AS is_same
FROM wanted AS r
JOIN named.articles AS a USING (article_id)
LEFT JOIN known AS k USING (article_id)
LEFT JOIN case_articles AS c USING (report_id)
LEFT JOIN other_persons AS o USING (report_id)
