-- topic: Measures
-- question: Which penalties were given in cases, and which does the decree name for the conduct?
-- pertanyaan: Hukuman apa yang dijatuhkan dalam kasus, dan mana yang disebut SKB untuk perbuatannya?
-- read: One row per sanction told of a case with its sentence: the tier that the sentence names (empty where it names none) beside the tiers that SKB 2/2022 names for conduct of the case. That they differ is no error of anybody: other conduct, an older rule, or mitigating reasons.
SELECT
    e.reported_date,
    e.case_id,
    e.penalty_tier AS tier_given,
    (
        SELECT list_sort(list(DISTINCT c.discipline_tier)) FROM case_conduct AS c
        WHERE c.case_id = e.case_id AND c.discipline_tier IS NOT NULL
    ) AS tiers_named,
    s.text AS sentence,
    e.case_event_id
FROM case_events AS e
LEFT JOIN sentence_texts AS s USING (article_id, sentence_no)
WHERE e.step = 'sanctioned'
ORDER BY e.reported_date NULLS LAST, e.case_event_id;
