-- topic: Conduct
-- question: Which kinds of breach of SKB 2/2022 are alleged or found, in how many cases?
-- pertanyaan: Jenis pelanggaran SKB 2/2022 apa yang diduga atau terbukti, dalam berapa kasus?
-- read: Cases with conduct of the kind, as alleged and as found by some article: one case can stand in both columns, and none of the two is a part of the other. The kind is ours, read off the words; conduct that fits no kind, or whose words do not tell, is in the row without one. `penalty_named` is what the annex names, not what was given. Behind a row: `FROM case_conduct WHERE skb_kind = ...`.
SELECT
    c.skb_kind,
    k.title,
    k.sanction_tier AS penalty_named,
    count(DISTINCT c.case_id) FILTER (WHERE c.status = 'alleged') AS alleged_case_count,
    count(DISTINCT c.case_id) FILTER (WHERE c.status = 'proven') AS found_case_count
FROM case_conduct AS c
LEFT JOIN conduct_kinds AS k ON k.kind_id = c.skb_kind
GROUP BY ALL
ORDER BY c.skb_kind NULLS LAST;
