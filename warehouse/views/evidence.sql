CREATE VIEW evidence AS
WITH items AS (
    SELECT article_id, 'region' AS kind, article_region_id AS item_id, r.level AS type,
        if(EXISTS (
            FROM article_primary_regions AS p WHERE p.article_id = i.article_id AND p.region_code = i.region_code
        ), 'primary', 'named') AS status,
        region_code AS value, NULL AS actor, start_char, end_char, sentence_no,
        confidence, rule
    FROM article_regions AS i JOIN regions AS r ON r.code = i.region_code
    UNION ALL
    SELECT article_id, 'election', article_election_id, e.kind, NULL, election_id, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM article_elections JOIN elections AS e USING (election_id)
    UNION ALL
    SELECT article_id, 'official', official_id, role, acting, name, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM officials
    UNION ALL
    SELECT article_id, 'date', date_id, role, NULL, value, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM dates
    UNION ALL
    SELECT article_id, 'measure', measure_id, type, status, NULL, actor, start_char, end_char, sentence_no,
        confidence, rule
    FROM measures
    UNION ALL
    SELECT article_id, 'violation', violation_id, type, status, NULL, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM violations
    UNION ALL
    SELECT article_id, 'legal', legal_citation_id, split_part(citation, ' ', 1), NULL, citation, NULL,
        start_char, end_char, sentence_no,
        confidence, rule
    FROM legal_citations
    UNION ALL
    SELECT article_id, 'document', document_id, NULL, NULL, number, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM documents
    UNION ALL
    SELECT article_id, 'quote', quote_id, NULL, NULL, text, speaker, start_char, end_char, sentence_no,
        confidence, rule
    FROM quotes
    UNION ALL
    SELECT article_id, 'statement', statement_id, NULL, NULL, text, speaker, start_char, end_char, sentence_no,
        confidence, rule
    FROM statements
    UNION ALL
    SELECT article_id, 'total', total_id, what, state, count::VARCHAR, NULL, start_char, end_char, sentence_no,
        confidence, rule
    FROM totals
)
SELECT
    i.article_id,
    a.story_id,
    a.display_title,
    a.report_date,
    i.kind,
    i.item_id,
    i.type,
    i.status,
    i.value,
    i.actor,
    i.start_char,
    i.end_char,
    substring(a.text, i.start_char + 1, i.end_char - i.start_char) AS words,
    i.confidence,
    i.rule,
    i.sentence_no,
    substring(a.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
FROM items AS i
JOIN articles AS a ON a.article_id = i.article_id
LEFT JOIN sentences AS s ON s.article_id = i.article_id AND s.sentence_no = i.sentence_no;
COMMENT ON VIEW evidence IS 'Every item read out of an article with the words and the sentence it stands in: one row per item. What stands behind each number.';
COMMENT ON COLUMN evidence.article_id IS 'The article.';
COMMENT ON COLUMN evidence.story_id IS 'Its independent story.';
COMMENT ON COLUMN evidence.display_title IS 'Its title, or the beginning of its text.';
COMMENT ON COLUMN evidence.report_date IS 'The day the report speaks of, NULL where unknown.';
COMMENT ON COLUMN evidence.kind IS 'region, election, official, date, measure, violation, legal, document, quote, statement or total.';
COMMENT ON COLUMN evidence.item_id IS 'Key of the row in the item''s own table.';
COMMENT ON COLUMN evidence.type IS 'Type of a measure or violation, role of an official or date, level of a region, kind of an election, kind of a law, what a total counts; NULL for documents and speech.';
COMMENT ON COLUMN evidence.status IS 'Status of a measure or violation, acting of an official, primary or named for a region, state of a total; else NULL.';
COMMENT ON COLUMN evidence.value IS 'Code, id, name, ISO date, citation, number, quoted or reported text, count; NULL for measures and violations.';
COMMENT ON COLUMN evidence.actor IS 'Actor of a measure, speaker of a quote or statement; else NULL.';
COMMENT ON COLUMN evidence.start_char IS 'First character of the evidence, from 0.';
COMMENT ON COLUMN evidence.end_char IS 'Character after the last.';
COMMENT ON COLUMN evidence.words IS 'The words of the evidence.';
COMMENT ON COLUMN evidence.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1.';
COMMENT ON COLUMN evidence.rule IS 'Family of the rules that found it, a colon, and what told it.';
COMMENT ON COLUMN evidence.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN evidence.sentence IS 'That sentence.';
