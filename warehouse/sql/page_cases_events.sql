-- The steps as articles tell them, in the order of the days known: of the step, else of the report.
WITH places AS MATERIALIZED (
    SELECT article_id, sentence_no, start_char, end_char FROM sentences WHERE article_id IN ({articles})
)
SELECT
    e.case_event_id,
    e.report_id,
    e.step,
    e.body,
    e.body_words,
    e.event_date,
    e.date_precision,
    e.reported_date,
    e.penalty_tier,
    x.state,
    e.article_id,
    e.start_char,
    e.end_char,
    s.start_char AS sentence_start,
    s.end_char AS sentence_end
FROM case_events AS e
LEFT JOIN case_articles AS x ON x.report_id = e.report_id AND x.case_id = e.case_id
LEFT JOIN places AS s ON s.article_id = e.article_id AND s.sentence_no = e.sentence_no
WHERE e.case_id = $case_id
ORDER BY
    coalesce(e.event_date, e.reported_date) NULLS LAST,
    list_position([
        'reported', 'found', 'clarified', 'decided', 'referred', 'recommended', 'sanctioned', 'suspect', 'charged',
        'convicted', 'acquitted', 'criminal_dropped', 'dropped'], e.step),
    e.article_id,
    e.start_char
