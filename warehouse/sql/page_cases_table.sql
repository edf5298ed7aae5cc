-- The selected cases, last report first: the page by the facts alone, then the words for its rows only. Most cases have
-- one article: only the others are grouped.
WITH singles AS (
    SELECT case_no FROM case_facts WHERE is_only_of_case AND {chosen} AND {filters}
    ORDER BY case_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
others AS (
    SELECT DISTINCT case_no FROM case_facts WHERE NOT is_only_of_case AND {chosen} AND {filters}
    ORDER BY case_no
    LIMIT $max_rows::BIGINT + $skipped::BIGINT
),
page AS MATERIALIZED (
    SELECT case_no FROM (FROM singles UNION ALL FROM others)
    ORDER BY case_no
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
),
keys AS MATERIALIZED (
    SELECT DISTINCT case_no, case_id, stop_bits, ended_days FROM case_facts WHERE case_no IN (SELECT case_no FROM page)
),
conduct AS (
    SELECT
        case_id,
        list_sort(list(DISTINCT type)) AS conduct_types,
        list_sort(list(DISTINCT coalesce(skb_kind, pp94_kind)) FILTER (WHERE coalesce(skb_kind, pp94_kind) IS NOT NULL))
            AS kind_ids
    FROM case_conduct
    WHERE case_id IN (SELECT case_id FROM keys)
    GROUP BY case_id
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
    d.conduct_types,
    d.kind_ids,
    c.first_date,
    c.last_date,
    c.article_count,
    c.story_count,
    k.stop_bits,
    k.ended_days,
    c.last_date - c.first_date AS reported_days
FROM keys AS k
JOIN cases AS c USING (case_id)
LEFT JOIN conduct AS d USING (case_id)
LEFT JOIN regions AS r ON r.code = c.region_code
ORDER BY k.case_no
