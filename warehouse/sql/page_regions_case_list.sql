-- Cases of an area, the newest first, with the account that opened each.
WITH local AS MATERIALIZED (
    SELECT case_id FROM cases
    WHERE (region_code = $code OR starts_with(region_code, $code || '.'))
        AND (len($statuses::VARCHAR[]) = 0 OR list_contains($statuses::VARCHAR[], status))
        AND ($stop_bit::INTEGER IS NULL
            OR case_id IN (SELECT case_id FROM case_events WHERE {stop_bits} & $stop_bit::INTEGER <> 0))
),
selected AS (
    SELECT DISTINCT x.case_id
    FROM (SELECT article_id, case_id FROM case_articles WHERE case_id IN (SELECT case_id FROM local)) AS x
    JOIN article_facts AS a USING (article_id)
    WHERE {filters}
)
SELECT
    c.case_id,
    c.status,
    c.office,
    c.group_words,
    c.region_code,
    r.name AS region_name,
    c.election_id,
    c.first_date,
    c.last_date,
    c.article_count,
    c.story_count,
    f.article_id,
    f.start_char
FROM cases AS c
JOIN selected AS s USING (case_id)
JOIN case_articles AS f ON f.report_id = c.case_id
LEFT JOIN regions AS r ON r.code = c.region_code
ORDER BY c.first_date DESC NULLS LAST, c.case_id
LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
