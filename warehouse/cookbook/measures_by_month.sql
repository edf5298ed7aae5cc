-- topic: Measures
-- question: In which months are measures reported, by region?
-- pertanyaan: Pada bulan apa langkah-langkah itu diberitakan, menurut daerah?
-- read: The view counts an article in each of its main regions: read down one region, do not sum over regions. NULL months are articles without a day.
SELECT month_start_date, region_name, type, status, story_count
FROM measures_by_region_month_type
ORDER BY month_start_date NULLS LAST, region_name, type, status;
