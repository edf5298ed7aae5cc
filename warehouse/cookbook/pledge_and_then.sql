-- topic: Measures
-- question: Where a pledge was taken, was an allegation reported in the same regency or city later?
-- pertanyaan: Di daerah yang sudah berikrar netral, apakah kemudian ada dugaan pelanggaran yang diberitakan?
-- read: Regencies and cities with a reported pledge and, after it, stories with an allegation. It says what came after what, not what caused what; an allegation is not a finding.
WITH pledged AS (
    SELECT p.region_code, min(a.report_date) AS first_pledge_date
    FROM measures AS m JOIN articles AS a USING (article_id) JOIN article_primary_regions AS p USING (article_id)
    WHERE m.type IN ('pledge', 'integrity_pact') AND m.status = 'taken' AND a.report_date IS NOT NULL
    GROUP BY ALL
)
SELECT g.region_code, r.name, g.first_pledge_date, count(DISTINCT a.story_id) AS later_alleged_story_count
FROM pledged AS g
JOIN regions AS r ON r.code = g.region_code
LEFT JOIN article_primary_regions AS p ON p.region_code = g.region_code
LEFT JOIN articles AS a
    ON a.article_id = p.article_id
    AND a.report_date > g.first_pledge_date
    AND EXISTS (FROM violations AS v WHERE v.article_id = a.article_id AND v.status = 'alleged')
GROUP BY ALL
ORDER BY later_alleged_story_count DESC, g.region_code;
