-- Reports by province of then and week to the vote. A province of then is one or several of today's, whole (a test
-- compares with election_regions): its articles are those that carry the bit of any of them.
WITH {inside},
map AS MATERIALIZED (
    SELECT
        r.election_id,
        r.province_code,
        list(r.today_code ORDER BY r.today_code) AS today_codes,
        bit_or(b.bit) AS bits
    FROM election_regions AS r
    JOIN fact_bits AS b ON b.facet = 'province' AND b.value = r.today_code
    WHERE list_contains($compared::VARCHAR[], r.election_id) AND r.level = 'province'
    GROUP BY ALL
),
placed AS MATERIALIZED (
    SELECT i.election_id, m.province_code, i.story_no, i.is_alone, floor(i.days / 7)::INTEGER AS week_no
    FROM inside AS i
    JOIN map AS m ON m.election_id = i.election_id AND m.bits & i.province_bits <> 0
),
counts AS (
    SELECT
        election_id,
        province_code,
        week_no,
        false AS is_total,
        count(*) AS article_count,
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone) AS story_count
    FROM placed
    GROUP BY ALL
    UNION ALL
    SELECT
        election_id,
        province_code,
        NULL,
        true,
        count(*),
        count(*) FILTER (WHERE is_alone) + count(DISTINCT story_no) FILTER (WHERE NOT is_alone)
    FROM placed
    GROUP BY ALL
),
covered AS MATERIALIZED (SELECT province_code, is_covered FROM coverage_by_province),
since AS (
    SELECT code, year(min(valid_from)) AS since_year
    FROM region_periods
    WHERE level = 'province' AND NOT is_part AND today_code = code
    GROUP BY code
),
provinces_then AS (
    SELECT m.election_id, m.province_code, m.today_codes, bool_or(c.is_covered) AS is_covered
    FROM map AS m
    JOIN covered AS c ON list_contains(m.today_codes, c.province_code)
    GROUP BY ALL
)
SELECT
    t.election_id,
    t.province_code,
    p.name,
    t.today_codes,
    t.is_covered,
    s.since_year,
    n.week_no,
    coalesce(n.is_total, true) AS is_total,
    if(t.is_covered, coalesce(n.article_count, 0), NULL) AS article_count,
    if(t.is_covered, coalesce(n.story_count, 0), NULL) AS story_count
FROM provinces_then AS t
JOIN provinces AS p ON p.code = t.province_code
LEFT JOIN since AS s ON s.code = t.province_code
LEFT JOIN counts AS n ON n.election_id = t.election_id AND n.province_code = t.province_code
ORDER BY t.province_code, t.election_id, is_total DESC, n.week_no
