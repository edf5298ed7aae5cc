-- topic: Sources
-- question: What do official bodies count, and what do the articles tell in the same scope?
-- pertanyaan: Berapa menurut angka resmi, dan apa yang diberitakan dalam lingkup yang sama?
-- read: Official figures that our articles can be set beside, with our cases by status. They count different things (`reading` says which) and are never to be divided or added up. `case_count` is NULL, and the row is left out here, where no article covers the scope. Behind it: `official_total_cases`, and the page of the figure.
SELECT body, title, figure, counted_to_date, case_count, cases_by_status, reading, source_url, total_id
FROM reconciliation
WHERE is_covered
ORDER BY election_id DESC, region_code, counted_to_date, body, figure DESC, total_id;
