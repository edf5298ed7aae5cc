-- topic: Elections
-- question: How many contests of each election do articles name, and how many of those that were looked at do none?
-- pertanyaan: Berapa kontestasi dari tiap pemilihan yang disebut, dan berapa yang dipantau tetapi tidak disebut?
-- read: Contests by election and kind. `not_covered_count` are those of provinces that nobody looked at: of them nothing is known. Articles that name only the election, or only the area, count for no contest. The contests themselves: `FROM contest_articles`.
SELECT
    election_id,
    kind,
    count(*) AS contest_count,
    count(*) FILTER (WHERE article_count > 0) AS named_count,
    count(*) FILTER (WHERE article_count = 0) AS unnamed_count,
    count(*) FILTER (WHERE article_count IS NULL) AS not_covered_count
FROM contest_articles
GROUP BY ALL
ORDER BY election_id, kind;
