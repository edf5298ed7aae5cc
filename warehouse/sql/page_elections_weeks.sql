-- Reports that name each election by week to its voting day: week 0 begins on that day, week -1 ends on the eve.
WITH {inside}
SELECT
    election_id,
    floor(days / 7)::INTEGER AS week_no,
    count(*) AS article_count,
    count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
FROM inside
GROUP BY ALL
ORDER BY election_id, week_no
