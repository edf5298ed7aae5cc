CREATE VIEW reconciliation AS
WITH dated AS (
    SELECT *, coalesce(as_of_date, said_date, published_date) AS day FROM official_totals
),
-- By the facts' numbers: the ids of a million articles would take most of the memory that a reader has.
numbered AS (
    SELECT x.election_no, r.region_no, min(x.report_date) AS day
    FROM election_facts AS x
    LEFT JOIN region_facts AS r USING (article_no)
    WHERE x.relevance_bit IN (SELECT bit FROM fact_bits WHERE facet = 'relevance' AND value IN ('core', 'mention'))
    GROUP BY ALL
),
first_reports AS (
    SELECT e.election_id, g.code AS region_code, n.day
    FROM numbered AS n
    JOIN election_numbers AS e USING (election_no)
    LEFT JOIN region_numbers AS g USING (region_no)
),
covered AS (
    SELECT DISTINCT o.total_id
    FROM dated AS o
    JOIN first_reports AS f ON f.election_id = o.election_id
    WHERE (o.day IS NULL OR f.day <= o.day)
        AND (
            o.region_code = '00'
            OR (o.total_id, f.region_code) IN (SELECT (total_id, today_code) FROM official_total_regions)
        )
),
-- What `official_total_cases` lists, counted; for the nation, whose figures each stand beside most cases, by days.
national AS (
    SELECT election_id, status, first_date, count(*) AS case_count
    FROM cases
    WHERE election_id IN (SELECT election_id FROM dated)
    GROUP BY ALL
),
own_cases AS (
    SELECT o.total_id, c.status, c.first_date IS NULL AS is_undated, count(*) AS case_count
    FROM dated AS o
    JOIN (SELECT DISTINCT total_id, today_code FROM official_total_regions) AS r USING (total_id)
    JOIN cases AS c ON c.election_id = o.election_id AND c.region_code = r.today_code
    WHERE o.region_code <> '00' AND (o.day IS NULL OR c.first_date IS NULL OR c.first_date <= o.day)
    GROUP BY ALL
    UNION ALL
    SELECT o.total_id, n.status, n.first_date IS NULL, sum(n.case_count)
    FROM dated AS o
    JOIN national AS n USING (election_id)
    WHERE o.region_code = '00' AND (o.day IS NULL OR n.first_date IS NULL OR n.first_date <= o.day)
    GROUP BY ALL
),
statuses AS (
    SELECT total_id, status, sum(case_count)::BIGINT AS case_count
    FROM own_cases
    WHERE NOT is_undated
    GROUP BY ALL
),
ours AS (
    SELECT
        total_id,
        sum(case_count)::BIGINT AS case_count,
        string_agg(status || ': ' || case_count, ', ' ORDER BY case_count DESC, status) AS cases_by_status
    FROM statuses
    GROUP BY ALL
),
undated AS (
    SELECT total_id, sum(case_count)::BIGINT AS case_count FROM own_cases WHERE is_undated GROUP BY ALL
),
-- What `official_total_reports` lists, without its sentences.
printed AS (
    SELECT o.total_id, count(DISTINCT a.story_id) AS story_count, list_sort(list(t.total_id)) AS total_ids
    FROM official_totals AS o
    JOIN totals AS t ON t.count = o.figure AND t.region_code = o.region_code
    JOIN articles AS a USING (article_id)
    JOIN article_elections AS x ON x.article_id = t.article_id AND x.election_id = o.election_id
    WHERE coalesce(a.report_date >= o.as_of_date, true)
    GROUP BY ALL
)
SELECT
    o.total_id,
    o.election_id,
    o.region_code,
    o.body,
    o.title,
    o.figure,
    o.is_exact,
    o.what,
    o.state,
    o.day AS counted_to_date,
    c.total_id IS NOT NULL AS is_covered,
    if(c.total_id IS NULL, NULL, coalesce(w.case_count, 0)) AS case_count,
    if(c.total_id IS NULL, NULL, coalesce(w.cases_by_status, '')) AS cases_by_status,
    if(c.total_id IS NULL, NULL, coalesce(u.case_count, 0)) AS undated_case_count,
    if(c.total_id IS NULL, NULL, coalesce(t.story_count, 0)) AS reporting_story_count,
    if(c.total_id IS NULL, NULL, coalesce(t.total_ids, [])) AS reporting_total_ids,
    concat_ws(
        ' ',
        CASE
            WHEN c.total_id IS NULL THEN 'No article read here is about this area and election up to that day: nothing can be set beside the figure.'
            WHEN o.what = 'asn' THEN 'The figure counts persons, ours counts cases told in the articles read here; a case may hold several persons.'
            WHEN o.what = 'reports' THEN 'The figure counts reports, of which several may be about one case; ours counts cases told in the articles read here.'
            ELSE 'The figure counts the files of the body, ours the cases told in the articles read here.'
        END,
        CASE
            WHEN o.state = 'stopped' THEN 'Stopped: no breach was shown.'
            WHEN o.state IN ('proven', 'sanctioned') THEN 'Our state is what the last article told: a case that stands as alleged may long be decided.'
            ELSE 'No finding of guilt.'
        END,
        if(o.is_exact, NULL, 'The page says about, or more than.'),
        if(o.day IS NULL, 'The day of the figure is not known: all our cases are counted.', NULL)
    ) AS reading,
    o.source_url,
    o.note
FROM dated AS o
LEFT JOIN covered AS c USING (total_id)
LEFT JOIN ours AS w USING (total_id)
LEFT JOIN undated AS u USING (total_id)
LEFT JOIN printed AS t USING (total_id);
COMMENT ON VIEW reconciliation IS 'Official figures with our own counts beside them in the same scope: election, area by the map of then, up to the day of the figure. One row per figure. The two count different things: ours falls short of the press, the press of the files.';
COMMENT ON COLUMN reconciliation.total_id IS 'The figure, of official_totals.';
COMMENT ON COLUMN reconciliation.election_id IS 'The election.';
COMMENT ON COLUMN reconciliation.region_code IS 'The area, 00 for the nation.';
COMMENT ON COLUMN reconciliation.body IS 'Who gave the figure.';
COMMENT ON COLUMN reconciliation.title IS 'What it counts, in our words.';
COMMENT ON COLUMN reconciliation.figure IS 'The official number.';
COMMENT ON COLUMN reconciliation.is_exact IS 'False where the page says "more than" or "about".';
COMMENT ON COLUMN reconciliation.what IS 'Who or what it counts.';
COMMENT ON COLUMN reconciliation.state IS 'How far it had come.';
COMMENT ON COLUMN reconciliation.counted_to_date IS 'The day up to which our cases are counted: the figure''s, else the day it was said, else that of the page; NULL where none is known.';
COMMENT ON COLUMN reconciliation.is_covered IS 'Whether any article of relevance core or mention is about this area and election up to that day.';
COMMENT ON COLUMN reconciliation.case_count IS 'Our cases in that scope, of any status; NULL, not 0, where it is not covered. Behind it: official_total_cases.';
COMMENT ON COLUMN reconciliation.cases_by_status IS 'The same by status, as text: "alleged: 3, sanctioned: 1". An allegation is no finding.';
COMMENT ON COLUMN reconciliation.undated_case_count IS 'Cases of the area and election without a day, not in case_count: they may be later than the figure.';
COMMENT ON COLUMN reconciliation.reporting_story_count IS 'Independent stories that print the same number for the area. Behind it: official_total_reports.';
COMMENT ON COLUMN reconciliation.reporting_total_ids IS 'Those numbers, keys of totals.';
COMMENT ON COLUMN reconciliation.reading IS 'How to read the row.';
COMMENT ON COLUMN reconciliation.source_url IS 'Address of the page that prints the figure.';
COMMENT ON COLUMN reconciliation.note IS 'What to know before using it; NULL where nothing.';
