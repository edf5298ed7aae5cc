-- The articles that a set of filters picks; every question of queries.py begins with this. An empty list, NULL or no
-- words is no restriction. Within one list any value will do; different filters must all hold.
WITH selected AS (
    SELECT a.article_id, a.story_id, a.outlet_id, a.report_date
    FROM articles AS a
    WHERE (len($relevance::VARCHAR[]) = 0 OR list_contains($relevance::VARCHAR[], a.relevance))
        AND ($date_from::DATE IS NULL OR a.report_date >= $date_from::DATE)
        AND ($date_to::DATE IS NULL OR a.report_date <= $date_to::DATE)
        AND (len($elections::VARCHAR[]) = 0 OR a.article_id IN (
            SELECT article_id FROM article_elections WHERE list_contains($elections::VARCHAR[], election_id)))
        AND (len($provinces::VARCHAR[]) = 0 OR a.article_id IN (
            SELECT article_id FROM article_provinces WHERE list_contains($provinces::VARCHAR[], province_code)))
        AND (len($regions::VARCHAR[]) = 0 OR a.article_id IN (
            SELECT article_id FROM article_primary_regions WHERE list_contains($regions::VARCHAR[], region_code)))
        AND (len($measures::VARCHAR[]) + len($measure_statuses::VARCHAR[]) = 0 OR a.article_id IN (
            SELECT article_id FROM measures
            WHERE (len($measures::VARCHAR[]) = 0 OR list_contains($measures::VARCHAR[], type))
                AND (len($measure_statuses::VARCHAR[]) = 0 OR list_contains($measure_statuses::VARCHAR[], status))))
        AND (len($violations::VARCHAR[]) + len($violation_statuses::VARCHAR[]) = 0 OR a.article_id IN (
            SELECT article_id FROM violations
            WHERE (len($violations::VARCHAR[]) = 0 OR list_contains($violations::VARCHAR[], type))
                AND (len($violation_statuses::VARCHAR[]) = 0
                    OR list_contains($violation_statuses::VARCHAR[], status))))
        AND (len($words::VARCHAR[]) = 0 OR list_bool_and(list_transform(
            $words::VARCHAR[],
            lambda word: contains(lower(concat_ws(' ', a.title, a.text)), lower(word)))))
)
