-- What these persons say in the selected articles.
SELECT
    person_no,
    sum(quote_count)::BIGINT AS quote_count,
    sum(statement_count)::BIGINT AS statement_count,
    sum(measure_count)::BIGINT AS measure_count
FROM official_facts
WHERE person_no IN ({persons}) AND {filters}
GROUP BY person_no
