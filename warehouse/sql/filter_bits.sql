-- The bits that the values of a filter stand for; 0 where none of them is there, and then no article is picked.
SELECT
    coalesce(bit_or(bit) FILTER (WHERE facet = 'relevance' AND list_contains($relevance::VARCHAR[], value)), 0) AS relevance_bits,
    coalesce(bit_or(bit) FILTER (WHERE facet = 'province' AND list_contains($provinces::VARCHAR[], value)), 0) AS province_bits,
    coalesce(bit_or(bit) FILTER (WHERE facet = 'measure'
        AND (len($measures::VARCHAR[]) = 0 OR list_contains($measures::VARCHAR[], value))
        AND (len($measure_statuses::VARCHAR[]) = 0 OR list_contains($measure_statuses::VARCHAR[], status))), 0) AS measure_bits,
    coalesce(bit_or(bit) FILTER (WHERE facet = 'violation'
        AND (len($violations::VARCHAR[]) = 0 OR list_contains($violations::VARCHAR[], value))
        AND (len($violation_statuses::VARCHAR[]) = 0 OR list_contains($violation_statuses::VARCHAR[], status))), 0) AS violation_bits,
    coalesce(bit_or(bit) FILTER (WHERE facet = 'election' AND list_contains($elections::VARCHAR[], value)), 0) AS election_bits,
    -- An election that no bit is left for (schema/facts.sql).
    (SELECT count(*) FROM election_numbers
    WHERE list_contains($elections::VARCHAR[], election_id)
        AND election_id NOT IN (SELECT value FROM fact_bits WHERE facet = 'election')) AS more_elections
FROM fact_bits
