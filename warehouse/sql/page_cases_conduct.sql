SELECT
    x.type,
    x.status,
    x.skb_kind,
    s.title AS skb_title,
    x.pp94_kind,
    p.title AS pp94_title,
    x.discipline_tier,
    x.skb_in_force,
    x.article_id,
    x.start_char
FROM case_conduct AS x
LEFT JOIN conduct_kinds AS s ON s.kind_id = x.skb_kind
LEFT JOIN conduct_kinds AS p ON p.kind_id = x.pp94_kind
WHERE x.case_id = $case_id
ORDER BY x.article_id, x.start_char, x.type
