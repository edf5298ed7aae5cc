-- One row: the selected cases along the procedure. A case counts once, whichever of its articles is in the selection.
WITH picked AS MATERIALIZED (
    SELECT case_no, status, stop_bits, ended_days, complaint_date, clarified_date, decided_date, recommended_date,
        official_date, sanctioned_date
    FROM case_facts
    WHERE is_only_of_case AND {filters}
    UNION ALL
    SELECT DISTINCT case_no, status, stop_bits, ended_days, complaint_date, clarified_date, decided_date,
        recommended_date, official_date, sanctioned_date
    FROM case_facts
    WHERE NOT is_only_of_case AND {filters}
),
-- Few sets of stops and states, and few cases with days: what is counted of many is counted of these.
sets AS (
    SELECT stop_bits, status, count(*) AS case_count FROM picked GROUP BY stop_bits, status
),
counts AS (
    SELECT
        coalesce(sum(case_count), 0)::BIGINT AS case_count,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 1 <> 0), 0)::BIGINT AS told_reported,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 2 <> 0), 0)::BIGINT AS told_clarified,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 4 <> 0), 0)::BIGINT AS told_decided,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 8 <> 0), 0)::BIGINT AS told_recommended,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 16 <> 0), 0)::BIGINT AS told_official,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 32 <> 0), 0)::BIGINT AS told_sanctioned,
        coalesce(sum(case_count), 0)::BIGINT AS reached_reported,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 62 <> 0), 0)::BIGINT AS reached_clarified,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 60 <> 0), 0)::BIGINT AS reached_decided,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 56 <> 0), 0)::BIGINT AS reached_recommended,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 48 <> 0), 0)::BIGINT AS reached_official,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 32 <> 0), 0)::BIGINT AS reached_sanctioned,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 64 <> 0), 0)::BIGINT AS told_dropped,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 128 <> 0), 0)::BIGINT AS told_suspect,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 256 <> 0), 0)::BIGINT AS told_charged,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 512 <> 0), 0)::BIGINT AS told_convicted,
        coalesce(sum(case_count) FILTER (WHERE stop_bits & 1024 <> 0), 0)::BIGINT AS told_acquitted,
        coalesce(sum(case_count) FILTER (WHERE status = 'alleged'), 0)::BIGINT AS alleged_count,
        coalesce(sum(case_count) FILTER (WHERE status = 'found'), 0)::BIGINT AS found_count,
        coalesce(sum(case_count) FILTER (WHERE status = 'sanctioned'), 0)::BIGINT AS sanctioned_count,
        coalesce(sum(case_count) FILTER (WHERE status = 'convicted'), 0)::BIGINT AS convicted_count,
        coalesce(sum(case_count) FILTER (WHERE status = 'dropped'), 0)::BIGINT AS dropped_count
    FROM sets
),
gaps AS (
    SELECT
        count(*) FILTER (WHERE clarified_date >= complaint_date) AS dated_clarified,
        median(clarified_date - complaint_date) FILTER (WHERE clarified_date >= complaint_date) AS days_clarified,
        count(*) FILTER (WHERE decided_date >= clarified_date) AS dated_decided,
        median(decided_date - clarified_date) FILTER (WHERE decided_date >= clarified_date) AS days_decided,
        count(*) FILTER (WHERE recommended_date >= decided_date) AS dated_recommended,
        median(recommended_date - decided_date) FILTER (WHERE recommended_date >= decided_date) AS days_recommended,
        count(*) FILTER (WHERE official_date >= recommended_date) AS dated_official,
        median(official_date - recommended_date) FILTER (WHERE official_date >= recommended_date) AS days_official,
        count(*) FILTER (WHERE sanctioned_date >= official_date) AS dated_sanctioned,
        median(sanctioned_date - official_date) FILTER (WHERE sanctioned_date >= official_date) AS days_sanctioned
    FROM picked
    WHERE coalesce(clarified_date, decided_date, recommended_date, official_date, sanctioned_date) IS NOT NULL
),
ended AS (
    SELECT count(*) AS ended_count, median(ended_days) AS ended_days FROM picked WHERE ended_days IS NOT NULL
)
SELECT counts.*, gaps.*, ended.*, (SELECT {articles} FROM case_facts WHERE {filters}) AS article_count
FROM counts, gaps, ended
