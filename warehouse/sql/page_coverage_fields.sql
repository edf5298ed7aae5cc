-- Articles that lack something, of those selected. What the facts tell is counted there; the rest by article.
WITH selected AS MATERIALIZED (
    SELECT article_no, article_id, report_date, outlet_no FROM article_facts WHERE {filters}
),
own AS (
    SELECT
        count(*) FILTER (WHERE author IS NULL OR author = '') AS author,
        count(*) FILTER (WHERE published IS NULL) AS published,
        -- Midnight is what pages print that know no hour.
        count(*) FILTER (WHERE published IS NULL OR published_at IS NULL OR published[12:16] IN ('', '00:00')) AS hour
    FROM articles
    SEMI JOIN selected USING (article_id)
)
SELECT
    count(*) AS article_count,
    any_value(own.author) AS author,
    any_value(own.hour) AS hour,
    any_value(own.published) AS published,
    count(*) FILTER (WHERE s.report_date IS NULL) AS report_date,
    count(*) - (SELECT count(DISTINCT article_no) FROM region_facts WHERE {filters}) AS region,
    count(*) FILTER (WHERE s.outlet_no IS NULL) AS outlet
FROM selected AS s, own
