CREATE VIEW official_total_reports AS
SELECT
    o.total_id AS official_total_id,
    t.total_id,
    t.article_id,
    a.story_id,
    a.report_date,
    t.what,
    t.state,
    t.what = o.what AND t.state = o.state AS is_same_kind,
    t.sentence_no,
    s.text AS sentence,
    t.start_char,
    t.end_char
FROM official_totals AS o
JOIN totals AS t ON t.count = o.figure AND t.region_code = o.region_code
JOIN articles AS a USING (article_id)
JOIN article_elections AS x ON x.article_id = t.article_id AND x.election_id = o.election_id
LEFT JOIN sentence_texts AS s ON s.article_id = t.article_id AND s.sentence_no = t.sentence_no
WHERE coalesce(a.report_date >= o.as_of_date, true);
COMMENT ON VIEW official_total_reports IS 'Numbers in articles that are the same as an official figure, for the same area, in an article that names the election and is not older than the figure: one row per figure and number. The same number may be chance: read the sentence.';
COMMENT ON COLUMN official_total_reports.official_total_id IS 'The figure, of official_totals.';
COMMENT ON COLUMN official_total_reports.total_id IS 'The number in an article, of totals.';
COMMENT ON COLUMN official_total_reports.article_id IS 'The article.';
COMMENT ON COLUMN official_total_reports.story_id IS 'Its independent story.';
COMMENT ON COLUMN official_total_reports.report_date IS 'The day the report speaks of, NULL where unknown.';
COMMENT ON COLUMN official_total_reports.what IS 'Who or what the article counts.';
COMMENT ON COLUMN official_total_reports.state IS 'How far it has come, by the article.';
COMMENT ON COLUMN official_total_reports.is_same_kind IS 'Whether the article counts the same and in the same state as the figure.';
COMMENT ON COLUMN official_total_reports.sentence_no IS 'Sentence in which the number stands.';
COMMENT ON COLUMN official_total_reports.sentence IS 'That sentence.';
COMMENT ON COLUMN official_total_reports.start_char IS 'First character of the evidence, from 0.';
COMMENT ON COLUMN official_total_reports.end_char IS 'Character after the last.';
