-- topic: Quality
-- question: Which articles on the subject yielded neither a measure nor conduct?
-- pertanyaan: Artikel inti mana yang tidak menghasilkan langkah maupun perilaku apa pun?
-- read: Articles of relevance core in which nothing was found: a commentary, or something missed. A long list in one outlet points to its pages.
SELECT a.article_id, a.outlet_id, a.word_count, a.display_title
FROM articles AS a
WHERE a.relevance = 'core'
    AND NOT EXISTS (FROM measures AS m WHERE m.article_id = a.article_id)
    AND NOT EXISTS (FROM violations AS v WHERE v.article_id = a.article_id)
ORDER BY a.article_id;
