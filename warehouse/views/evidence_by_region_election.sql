CREATE VIEW evidence_by_region_election AS
SELECT
    p.region_code,
    x.election_id,
    date_trunc('month', e.report_date)::DATE AS month_start_date,
    e.*
FROM evidence AS e
LEFT JOIN article_primary_regions AS p USING (article_id)
LEFT JOIN article_elections AS x USING (article_id);
COMMENT ON VIEW evidence_by_region_election IS 'Evidence once for each primary region and each election of its article: opens the rows of measures_by_region_election_month_type and violations_by_region_election_month_type.';
COMMENT ON COLUMN evidence_by_region_election.region_code IS 'Primary region of the article, NULL where it has none.';
COMMENT ON COLUMN evidence_by_region_election.election_id IS 'Election that the article names, NULL where it names none.';
COMMENT ON COLUMN evidence_by_region_election.month_start_date IS 'First day of the month of report, NULL for an undated article.';
COMMENT ON COLUMN evidence_by_region_election.article_id IS 'The article.';
COMMENT ON COLUMN evidence_by_region_election.story_id IS 'Its independent story.';
COMMENT ON COLUMN evidence_by_region_election.display_title IS 'Its title, or the beginning of its text.';
COMMENT ON COLUMN evidence_by_region_election.report_date IS 'The day the report speaks of, NULL where unknown.';
COMMENT ON COLUMN evidence_by_region_election.kind IS 'region, election, official, date, measure, violation, legal, document, quote, statement or total.';
COMMENT ON COLUMN evidence_by_region_election.item_id IS 'Key of the row in the item''s own table.';
COMMENT ON COLUMN evidence_by_region_election.type IS 'Type of a measure or violation, role of an official or date, level of a region, kind of an election, kind of a law, what a total counts; NULL for documents and speech.';
COMMENT ON COLUMN evidence_by_region_election.status IS 'Status of a measure or violation, acting of an official, primary or named for a region, state of a total; else NULL.';
COMMENT ON COLUMN evidence_by_region_election.value IS 'Code, id, name, ISO date, citation, number, quoted or reported text, count; NULL for measures and violations.';
COMMENT ON COLUMN evidence_by_region_election.actor IS 'Actor of a measure, speaker of a quote or statement; else NULL.';
COMMENT ON COLUMN evidence_by_region_election.start_char IS 'First character of the evidence, from 0.';
COMMENT ON COLUMN evidence_by_region_election.end_char IS 'Character after the last.';
COMMENT ON COLUMN evidence_by_region_election.words IS 'The words of the evidence.';
COMMENT ON COLUMN evidence_by_region_election.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1.';
COMMENT ON COLUMN evidence_by_region_election.rule IS 'Family of the rules that found it, a colon, and what told it.';
COMMENT ON COLUMN evidence_by_region_election.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN evidence_by_region_election.sentence IS 'That sentence.';
