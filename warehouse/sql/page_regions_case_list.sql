-- Cases of an area, the newest first, with the account that opened each.
WITH area AS MATERIALIZED (
    SELECT region_no FROM region_numbers WHERE code = $code OR starts_with(code, $code || '.')
),
selected AS (
    SELECT DISTINCT case_id
    FROM case_facts
    WHERE region_no IN (SELECT region_no FROM area)
        AND (len($statuses::VARCHAR[]) = 0 OR list_contains($statuses::VARCHAR[], status))
        AND ($stop_bit::INTEGER IS NULL OR stop_bits & $stop_bit::INTEGER <> 0)
        AND {filters}
)
SELECT
    c.case_id,
    c.status,
    c.office,
    c.group_words,
    c.person_count,
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
