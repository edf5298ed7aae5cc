-- topic: Places
-- question: In which provinces is the neutrality of civil servants reported, and where was nobody looking?
-- pertanyaan: Di provinsi mana netralitas ASN diberitakan, dan di mana tidak ada yang memantau?
-- read: Articles and independent stories about each of the 38 provinces. An article about two provinces counts in each, so the column does not add up to all articles. NULL means that no outlet at home there was read: no news is not good news.
SELECT name, is_covered, outlet_count, article_count, story_count
FROM articles_by_province
ORDER BY article_count DESC NULLS LAST, name;
