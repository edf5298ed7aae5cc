SELECT
    e.kind, e.item_id, e.type, e.status, e.value, e.actor,
    coalesce(r.name, l.name_id, tr.name, w.name) AS value_name,
    e.start_char, e.end_char, e.words, e.confidence, e.rule, e.sentence_no, e.sentence
FROM evidence AS e
LEFT JOIN regions AS r ON e.kind = 'region' AND r.code = e.value
LEFT JOIN elections AS l ON e.kind = 'election' AND l.election_id = e.value
LEFT JOIN laws AS w ON e.kind = 'legal' AND w.citation = e.value
LEFT JOIN (SELECT total_id, region_code FROM totals WHERE article_id = $article_id) AS t ON e.kind = 'total' AND t.total_id = e.item_id
LEFT JOIN regions AS tr ON tr.code = t.region_code
WHERE e.article_id = $article_id
ORDER BY e.start_char, e.end_char, e.item_id
