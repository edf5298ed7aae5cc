-- topic: Voices
-- question: Who is quoted: supervisors, heads of government, civil servants?
-- pertanyaan: Siapa yang dikutip: pengawas, kepala daerah, atau ASN?
-- read: Direct quotations by the office of the speaker, and the stories they stand in. A quotation whose speaker could not be told counts in no row.
SELECT o.role, count(DISTINCT a.story_id) AS story_count, count(*) AS quote_count
FROM quotes AS q
JOIN officials AS o ON o.official_id = q.speaker_official_id
JOIN articles AS a ON a.article_id = q.article_id
GROUP BY ALL
ORDER BY story_count DESC, o.role;
