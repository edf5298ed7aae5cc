-- topic: Voices
-- question: Do acting heads (Pj, Pjs, Plt) speak on neutrality as often as elected ones?
-- pertanyaan: Apakah penjabat (Pj, Pjs, Plt) bicara soal netralitas sesering kepala daerah definitif?
-- read: Stories in which a head of a region is named in office, by how the office is held; NULL is the elected holder. Being named is not yet speaking: quote_count tells that.
SELECT o.role, o.acting, count(DISTINCT a.story_id) AS story_count, count(q.quote_id) AS quote_count
FROM officials AS o
JOIN articles AS a USING (article_id)
LEFT JOIN quotes AS q ON q.speaker_official_id = o.official_id
WHERE o.role IN ('governor', 'mayor', 'regent', 'vice_governor', 'vice_mayor', 'vice_regent')
GROUP BY ALL
ORDER BY o.role, story_count DESC, o.acting NULLS LAST;
