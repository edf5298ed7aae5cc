-- topic: Sources
-- question: Which articles did their outlets change after they were read?
-- pertanyaan: Artikel mana yang diubah medianya setelah dibaca?
-- read: Articles of which more than one text came in: when, and how long title and text were before and are now. Everything is counted from the newest. What else changed, the two texts tell: `article_versions` has the older, `articles` the newest.
SELECT
    v.article_id,
    v.version_no,
    v.imported_at,
    a.imported_at AS newest_imported_at,
    v.title <> a.title AS has_other_title,
    length(v.text) AS length_before,
    length(a.text) AS length_now,
    a.withdrawn_at
FROM article_versions AS v
JOIN articles AS a USING (article_id)
WHERE NOT v.is_newest
ORDER BY v.article_id, v.version_no;
