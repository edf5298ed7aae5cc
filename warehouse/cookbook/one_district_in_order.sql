-- topic: Following a case
-- question: What was reported about one regency or city, step by step?
-- pertanyaan: Apa saja yang diberitakan tentang satu kabupaten/kota, langkah demi langkah?
-- read: Every measure and every alleged or found conduct in articles about Kota Sorong (96.71; put another code), in order of report, each with its sentence. Steps of different cases stand among each other: `one_case_in_its_articles` and `steps_and_days_between` have them by case.
SELECT e.report_date, e.item_id, e.kind, e.type, e.status, e.actor, e.sentence
FROM evidence AS e
JOIN article_primary_regions AS p USING (article_id)
WHERE p.region_code = '96.71'
    AND (e.kind = 'measure' OR (e.kind = 'violation' AND e.status IN ('alleged', 'proven')))
ORDER BY e.report_date NULLS LAST, e.article_id, e.start_char;
