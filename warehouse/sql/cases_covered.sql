-- The words by which an article tells who is accused, but not where they hold the name of somebody whose name is covered.
CREATE OR REPLACE TEMP TABLE shown_words AS
WITH told AS (
    SELECT report_id, article_id, json_extract_string(report, '$.group_words') AS group_words FROM named.case_reports
),
covered AS (
    SELECT DISTINCT t.report_id
    FROM told AS t
    JOIN (
        SELECT article_id, unnest(string_split(lower(name), ' ')) AS part
        FROM named.officials WHERE masked_name IS NOT NULL
    ) AS o ON o.article_id = t.article_id AND length(o.part) > 2 AND contains(lower(t.group_words), o.part)
)
SELECT report_id, if(c.report_id IS NULL, t.group_words, NULL) AS group_words
FROM told AS t LEFT JOIN covered AS c USING (report_id);

UPDATE case_articles AS c SET group_words = s.group_words FROM shown_words AS s
WHERE s.report_id = c.report_id AND c.group_words IS DISTINCT FROM s.group_words;

UPDATE cases AS c SET group_words = s.group_words
FROM (
    SELECT c.case_id, first(c.group_words ORDER BY a.report_date NULLS LAST, c.article_id, c.report_id)
        FILTER (WHERE c.group_words IS NOT NULL) AS group_words
    FROM case_articles AS c JOIN named.articles AS a USING (article_id)
    GROUP BY c.case_id
) AS s
WHERE s.case_id = c.case_id AND c.group_words IS DISTINCT FROM s.group_words;
