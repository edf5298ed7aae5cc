-- One row: what the papers of a release say of its data. The data's day is that of its newest article or crawl, for a
-- release bears no time of its own making; where none is known, the newest day reported.
SELECT
    d.is_demonstration,
    d.schema_version,
    d.pipeline,
    d.article_count,
    d.story_count,
    coalesce(
        greatest((SELECT max(imported_at) FROM articles), (SELECT max(crawled_at) FROM crawl_visits))::DATE,
        (SELECT max(report_date) FROM articles)
    )::VARCHAR AS data_date,
    (SELECT min(report_date) FROM articles WHERE relevance IN ('core', 'mention'))::VARCHAR AS first_report_date,
    (SELECT max(report_date) FROM articles WHERE relevance IN ('core', 'mention'))::VARCHAR AS last_report_date
FROM dataset AS d;
