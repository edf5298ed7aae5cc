-- Each part is picked by the article before they are joined: at a million articles a join of the whole tables takes
-- twenty times as long, and more memory than readers have.
WITH own AS MATERIALIZED (
    SELECT official_id, name, role, acting, region_code, article_id, start_char, end_char
    FROM officials
    WHERE article_id = $article_id
),
counts AS MATERIALIZED (
    SELECT concat($article_id::VARCHAR, '#o', item_no) AS official_id, mention_count, is_protected
    FROM official_facts
    WHERE article_no = (SELECT article_no FROM article_facts WHERE article_id = $article_id)
),
persons AS MATERIALIZED (
    SELECT official_id, person_id
    FROM official_persons
    WHERE official_id > concat($article_id::VARCHAR, '#o') AND official_id < concat($article_id::VARCHAR, '#p')
)
SELECT
    o.official_id,
    o.name,
    o.role,
    o.acting,
    o.region_code,
    r.name AS region_name,
    r.province_code,
    p.name AS province_name,
    o.article_id,
    a.display_title,
    a.report_date,
    n.mention_count,
    n.is_protected,
    o.start_char,
    o.end_char,
    x.person_id
FROM own AS o
CROSS JOIN (SELECT display_title, report_date FROM articles WHERE article_id = $article_id) AS a
JOIN counts AS n USING (official_id)
LEFT JOIN persons AS x USING (official_id)
LEFT JOIN regions AS r ON r.code = o.region_code
LEFT JOIN provinces AS p ON p.code = r.province_code
ORDER BY o.start_char, o.official_id
