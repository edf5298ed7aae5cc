-- topic: Following a case
-- question: How did each case go through the procedure, and how many days passed between its steps?
-- pertanyaan: Bagaimana tiap kasus menempuh prosedur, dan berapa hari di antara tahapnya?
-- read: The first report of each step of cases with three steps or more. `is_dated`: the article gives the day of the step; else the day is that of the report, by which the step was taken, and the days between are days between reports. `case_event_id` opens the row: `case_events` has its place in the text.
WITH told AS (
    SELECT
        case_id,
        step,
        coalesce(date_precision = 'day', false) AS is_dated,
        if(date_precision = 'day', event_date, reported_date) AS step_date,
        body,
        case_event_id
    FROM case_events
),
first_told AS (
    SELECT *
    FROM told
    WHERE step_date IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY case_id, step ORDER BY step_date, is_dated DESC, case_event_id) = 1
)
SELECT
    case_id,
    row_number() OVER in_order AS step_no,
    step,
    body,
    step_date,
    is_dated,
    step_date - lag(step_date) OVER in_order AS days_since_step_before,
    step_date - first_value(step_date) OVER in_order AS days_since_first,
    case_event_id
FROM first_told
WINDOW in_order AS (PARTITION BY case_id ORDER BY step_date, list_position(
    ['reported', 'found', 'clarified', 'decided', 'referred', 'recommended', 'sanctioned', 'suspect', 'charged',
        'convicted', 'acquitted', 'criminal_dropped', 'dropped'], step
))
QUALIFY count(*) OVER (PARTITION BY case_id) >= 3
ORDER BY case_id, step_no;
