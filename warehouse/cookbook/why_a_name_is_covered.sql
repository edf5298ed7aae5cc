-- topic: Quality
-- question: Why is this name covered, or shown in spite of its low rank?
-- pertanyaan: Mengapa nama ini ditutup, atau ditampilkan meski berpangkat rendah?
-- read: One row per person under the rule of docs/privacy.md, with the article that decides and its sentence, where a sentence does (the allegation or the decision). The name is as everybody sees it. A decision that is read wrongly uncovers a name: these rows deserve a look first.
SELECT d.is_protected, d.reason, o.name, o.role, d.article_id, s.text AS sentence
FROM protections AS d
LEFT JOIN officials AS o USING (official_id)
LEFT JOIN sentence_texts AS s ON s.article_id = d.article_id AND s.sentence_no = d.sentence_no
ORDER BY d.is_protected, d.reason, d.article_id, d.official_id;
