-- Every selected article that names one person: in which office, why it is taken to be this person, newest first.
WITH own AS MATERIALIZED (
    SELECT official_id, score, reason FROM official_persons WHERE person_id = $person_id
),
rows AS MATERIALIZED (
    SELECT x.official_id, x.score, x.reason, o.article_id, o.name, o.role, o.acting, o.region_code, o.start_char
    FROM own AS x
    JOIN officials AS o USING (official_id)
),
picked AS MATERIALIZED (
    SELECT article_no, article_id, story_no, report_date
    FROM article_facts
    WHERE article_id IN (SELECT article_id FROM rows) AND {filters}
)
SELECT
    x.official_id,
    x.article_id,
    x.name,
    x.role,
    x.acting,
    x.region_code,
    r.name AS region_name,
    r.province_code,
    x.start_char,
    x.score,
    x.reason,
    f.report_date,
    f.story_no,
    n.mention_count
FROM rows AS x
JOIN picked AS f USING (article_id)
JOIN official_facts AS n
    ON n.article_no = f.article_no AND concat(x.article_id, '#o', n.item_no) = x.official_id
LEFT JOIN regions AS r ON r.code = x.region_code
ORDER BY f.article_no, x.official_id
