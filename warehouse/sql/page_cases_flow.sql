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
)
SELECT
    count(*) AS case_count,
    count(*) FILTER (WHERE stop_bits & 1 <> 0) AS told_reported,
    count(*) FILTER (WHERE stop_bits & 2 <> 0) AS told_clarified,
    count(*) FILTER (WHERE stop_bits & 4 <> 0) AS told_decided,
    count(*) FILTER (WHERE stop_bits & 8 <> 0) AS told_recommended,
    count(*) FILTER (WHERE stop_bits & 16 <> 0) AS told_official,
    count(*) FILTER (WHERE stop_bits & 32 <> 0) AS told_sanctioned,
    count(*) AS reached_reported,
    count(*) FILTER (WHERE stop_bits & 62 <> 0) AS reached_clarified,
    count(*) FILTER (WHERE stop_bits & 60 <> 0) AS reached_decided,
    count(*) FILTER (WHERE stop_bits & 56 <> 0) AS reached_recommended,
    count(*) FILTER (WHERE stop_bits & 48 <> 0) AS reached_official,
    count(*) FILTER (WHERE stop_bits & 32 <> 0) AS reached_sanctioned,
    count(*) FILTER (WHERE stop_bits & 64 <> 0) AS told_dropped,
    count(*) FILTER (WHERE stop_bits & 128 <> 0) AS told_suspect,
    count(*) FILTER (WHERE stop_bits & 256 <> 0) AS told_charged,
    count(*) FILTER (WHERE stop_bits & 512 <> 0) AS told_convicted,
    count(*) FILTER (WHERE stop_bits & 1024 <> 0) AS told_acquitted,
    count(*) FILTER (WHERE status = 'alleged') AS alleged_count,
    count(*) FILTER (WHERE status = 'found') AS found_count,
    count(*) FILTER (WHERE status = 'sanctioned') AS sanctioned_count,
    count(*) FILTER (WHERE status = 'convicted') AS convicted_count,
    count(*) FILTER (WHERE status = 'dropped') AS dropped_count,
    count(*) FILTER (WHERE clarified_date >= complaint_date) AS dated_clarified,
    median(clarified_date - complaint_date) FILTER (WHERE clarified_date >= complaint_date) AS days_clarified,
    count(*) FILTER (WHERE decided_date >= clarified_date) AS dated_decided,
    median(decided_date - clarified_date) FILTER (WHERE decided_date >= clarified_date) AS days_decided,
    count(*) FILTER (WHERE recommended_date >= decided_date) AS dated_recommended,
    median(recommended_date - decided_date) FILTER (WHERE recommended_date >= decided_date) AS days_recommended,
    count(*) FILTER (WHERE official_date >= recommended_date) AS dated_official,
    median(official_date - recommended_date) FILTER (WHERE official_date >= recommended_date) AS days_official,
    count(*) FILTER (WHERE sanctioned_date >= official_date) AS dated_sanctioned,
    median(sanctioned_date - official_date) FILTER (WHERE sanctioned_date >= official_date) AS days_sanctioned,
    count(ended_days) AS ended_count,
    median(ended_days) AS ended_days,
    (SELECT {articles} FROM case_facts WHERE {filters}) AS article_count
FROM picked
