-- topic: Conduct
-- question: How often is a sanction threatened, and how often imposed?
-- pertanyaan: Seberapa sering sanksi diancamkan, dan seberapa sering dijatuhkan?
-- read: Stories per election in which a sanction is threatened, and in which one is reported as imposed. They are not the same cases: this is no rate of punishment.
SELECT
    x.election_id,
    count(DISTINCT a.story_id) FILTER (WHERE m.type = 'sanction_warning') AS threatened_story_count,
    count(DISTINCT a.story_id) FILTER (WHERE m.type = 'sanction_imposed' AND m.status = 'taken') AS imposed_story_count
FROM measures AS m
JOIN articles AS a USING (article_id)
JOIN article_elections AS x USING (article_id)
GROUP BY ALL
ORDER BY x.election_id;
