-- topic: Voices
-- question: Which offices are named in paragraphs that tell an allegation?
-- pertanyaan: Jabatan apa yang disebut dalam alinea yang memuat dugaan pelanggaran?
-- read: Counts of offices, without names. Somebody named in such a paragraph may be the accused, the accuser or the one who looks into it: this tells who appears, not who is accused.
WITH paragraphs AS (
    SELECT s.article_id, s.paragraph, min(s.start_char) AS start_char, max(s.end_char) AS end_char
    FROM sentences AS s GROUP BY ALL
),
told AS (
    SELECT DISTINCT p.article_id, p.start_char, p.end_char
    FROM paragraphs AS p
    JOIN violations AS v
        ON v.article_id = p.article_id AND v.status = 'alleged' AND v.start_char >= p.start_char AND v.start_char < p.end_char
)
SELECT o.role, count(DISTINCT o.official_id) AS official_count, count(DISTINCT a.story_id) AS story_count
FROM told AS t
JOIN officials AS o ON o.article_id = t.article_id
JOIN mentions AS m ON m.official_id = o.official_id AND m.start_char >= t.start_char AND m.start_char < t.end_char
JOIN articles AS a ON a.article_id = t.article_id
GROUP BY ALL
ORDER BY story_count DESC, o.role;
