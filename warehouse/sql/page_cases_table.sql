-- The words of a page of cases (page_cases_keys).
WITH keys AS (
    SELECT
        unnest($case_nos::INTEGER[]) AS case_no,
        unnest($case_ids::VARCHAR[]) AS case_id,
        unnest($stops::SMALLINT[]) AS stop_bits,
        unnest($days::INTEGER[]) AS ended_days
),
conduct AS (
    SELECT
        case_id,
        list_sort(list(DISTINCT type)) AS conduct_types,
        list_sort(list(DISTINCT coalesce(skb_kind, pp94_kind)) FILTER (WHERE coalesce(skb_kind, pp94_kind) IS NOT NULL))
            AS kind_ids
    FROM case_conduct
    WHERE case_id IN ({cases})
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
JOIN (FROM cases WHERE case_id IN ({cases})) AS c USING (case_id)
LEFT JOIN conduct AS d USING (case_id)
LEFT JOIN regions AS r ON r.code = c.region_code
ORDER BY k.case_no
