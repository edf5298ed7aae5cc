-- {own} picks the articles of a page by their index, where the page is known already (articles_keys).
WITH page AS MATERIALIZED (
    SELECT article_no, article_id, story_no, report_date, measure_bits, violation_bits, province_bits
    FROM article_facts
    WHERE {filters}
    ORDER BY article_no
    LIMIT $max_rows::BIGINT OFFSET $skipped::BIGINT
),
copies AS (
    SELECT story_no, count(*) - 1 AS copy_count
    FROM article_facts
    WHERE story_no IN (SELECT story_no FROM page)
    GROUP BY story_no
),
places AS (
    SELECT x.article_no, list(r.code ORDER BY r.code) AS codes, list(r.name ORDER BY r.code) AS names
    FROM page
    JOIN region_facts AS x USING (article_no)
    JOIN region_numbers AS n USING (region_no)
    JOIN regions AS r USING (code)
    GROUP BY x.article_no
),
votes AS (
    SELECT x.article_no, list(n.election_id ORDER BY n.election_id) AS ids
    FROM page
    JOIN election_facts AS x USING (article_no)
    JOIN election_numbers AS n USING (election_no)
    GROUP BY x.article_no
),
kinds AS (
    SELECT
        p.article_no,
        list(b.value ORDER BY b.value) FILTER (WHERE b.facet = 'province') AS province_codes,
        list(DISTINCT b.value ORDER BY b.value) FILTER (WHERE b.facet = 'measure') AS measure_types,
        list(DISTINCT b.value ORDER BY b.value) FILTER (WHERE b.facet = 'violation' AND b.status = 'prohibited') AS prohibited_types,
        list(DISTINCT b.value ORDER BY b.value) FILTER (WHERE b.facet = 'violation' AND b.status = 'alleged') AS alleged_types,
        list(DISTINCT b.value ORDER BY b.value) FILTER (WHERE b.facet = 'violation' AND b.status = 'proven') AS proven_types
    FROM page AS p
    JOIN fact_bits AS b
        ON CASE b.facet
            WHEN 'province' THEN p.province_bits
            WHEN 'measure' THEN p.measure_bits
            WHEN 'violation' THEN p.violation_bits
            ELSE 0 END & b.bit <> 0
    GROUP BY p.article_no
)
SELECT
    p.article_id,
    a.display_title,
    a.outlet_id,
    o.name AS outlet,
    a.published,
    p.report_date,
    a.report_date_source,
    a.relevance,
    places.codes AS primary_region_codes,
    places.names AS primary_region_names,
    kinds.province_codes,
    votes.ids AS election_ids,
    kinds.measure_types,
    kinds.prohibited_types,
    kinds.alleged_types,
    kinds.proven_types,
    a.story_id,
    c.copy_count
FROM page AS p
JOIN (SELECT article_id, display_title, outlet_id, published, report_date_source, relevance, story_id FROM articles {own}) AS a
    USING (article_id)
JOIN copies AS c USING (story_no)
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN places USING (article_no)
LEFT JOIN votes USING (article_no)
LEFT JOIN kinds USING (article_no)
ORDER BY p.article_no
