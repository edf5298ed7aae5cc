-- What each bit stands for; elections that no bit is left for (schema/facts.sql) have none.
SELECT facet, value, status, bit FROM fact_bits
UNION ALL
SELECT 'election', election_id, NULL, NULL FROM election_numbers
WHERE election_id NOT IN (SELECT value FROM fact_bits WHERE facet = 'election')
