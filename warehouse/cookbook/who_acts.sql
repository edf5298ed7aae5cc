-- topic: Measures
-- question: Which bodies take the measures?
-- pertanyaan: Lembaga mana yang mengambil langkah-langkah itu?
-- read: Actors as the articles name them; one body may appear under two spellings, and NULL is a measure without a named actor.
SELECT m.actor, count(DISTINCT a.story_id) AS story_count, list(DISTINCT m.type ORDER BY m.type) AS types
FROM measures AS m JOIN articles AS a USING (article_id)
WHERE m.status = 'taken'
GROUP BY ALL
ORDER BY story_count DESC, m.actor NULLS LAST;
