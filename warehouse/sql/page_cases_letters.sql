-- Letters named in the articles that tell this case and no other: elsewhere nobody knows which case it is of.
SELECT x.number AS value, x.article_id, min(x.start_char) AS start_char
FROM documents AS x
WHERE x.article_id IN ({articles})
    AND x.article_id NOT IN (SELECT article_id FROM case_articles WHERE article_id IN ({articles}) AND case_id <> $case_id)
GROUP BY x.number, x.article_id
ORDER BY x.number, x.article_id
