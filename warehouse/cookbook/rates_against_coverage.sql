-- topic: Quality
-- question: Where is more reported per day that was watched?
-- pertanyaan: Di mana lebih banyak diberitakan per hari yang dipantau?
-- read: Articles of relevance core or mention per outlet and day that a crawl covered, by home province of the outlet and month; only provinces that were watched. A rate of one outlet is that outlet's habit. Articles that were brought in without a crawl count in none. Behind a row: `FROM coverage_by_outlet_day`.
SELECT
    province_name,
    month_start_date,
    outlet_day_count,
    subject_article_count,
    round(subject_articles_per_outlet_day, 2) AS subject_articles_per_outlet_day
FROM rates_by_province_month
WHERE outlet_day_count IS NOT NULL
ORDER BY month_start_date, subject_articles_per_outlet_day DESC, province_name;
