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
FROM officials AS o
JOIN articles AS a ON a.article_id = o.article_id AND a.article_id = $article_id
JOIN official_facts AS n
    ON n.article_no = (SELECT f.article_no FROM article_facts AS f WHERE f.article_id = $article_id)
    AND o.official_id = concat($article_id::VARCHAR, '#o', n.item_no)
LEFT JOIN (
    SELECT official_id, person_id
    FROM official_persons
    WHERE official_id > concat($article_id::VARCHAR, '#o') AND official_id < concat($article_id::VARCHAR, '#p')
) AS x ON x.official_id = o.official_id
LEFT JOIN regions AS r ON r.code = o.region_code
LEFT JOIN provinces AS p ON p.code = r.province_code
WHERE o.article_id = $article_id
ORDER BY o.start_char, o.official_id
