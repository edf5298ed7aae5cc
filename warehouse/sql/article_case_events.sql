-- The steps of the cases that an article tells, by whatever article; a step told by several is one row. Days in order, a
-- step without one where it was first reported. What tells nothing but the step is left to those that tell more of it.
SELECT
    e.case_id,
    e.step,
    e.body,
    e.event_date,
    e.date_precision,
    e.penalty_tier,
    min(e.reported_date) AS reported_date,
    arg_min(e.article_id, (coalesce(e.reported_date, DATE '9999-12-31'), e.article_id)) AS article_id,
    count(DISTINCT e.article_id) AS article_count
FROM case_events AS e
SEMI JOIN (SELECT case_id FROM case_articles WHERE article_id = $article_id) AS x USING (case_id)
GROUP BY e.case_id, e.step, e.body, e.event_date, e.date_precision, e.penalty_tier
QUALIFY e.event_date IS NOT NULL OR e.body IS NOT NULL OR e.penalty_tier IS NOT NULL
    OR count(*) OVER (PARTITION BY e.case_id, e.step) = 1
ORDER BY
    e.case_id,
    coalesce(e.event_date, min(e.reported_date)) NULLS LAST,
    list_position([
        'reported', 'found', 'clarified', 'decided', 'referred', 'recommended', 'sanctioned', 'suspect', 'charged',
        'convicted', 'acquitted', 'criminal_dropped', 'dropped'], e.step),
    e.body NULLS LAST
