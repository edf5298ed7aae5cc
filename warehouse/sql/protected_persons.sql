-- Whose name is covered: a property of the person. Who would be protected in some article (a civil servant without
-- office; one low in rank, named in an article that tells an allegation, without speech in office), unless the
-- person holds a senior office in any article or a decision names them. Reads unqualified names: with search_path
-- 'named,main' those with names. Ends in rows of `protections`.
INSERT INTO protections
WITH units AS MATERIALIZED (
    SELECT o.official_id, o.article_id, o.role, o.name, coalesce(p.person_id, o.official_id) AS person_id
    FROM officials AS o LEFT JOIN official_persons AS p USING (official_id)
),
-- Of low rank, in whatever article: they alone can be protected, and they are few.
low AS MATERIALIZED (
    SELECT * FROM units WHERE list_contains($low_roles, role) OR list_contains($protected_roles, role)
),
alleged_paragraphs AS MATERIALIZED (
    SELECT v.article_id, s.paragraph, min(v.sentence_no) AS sentence_no
    FROM violations AS v JOIN sentences AS s USING (article_id, sentence_no)
    WHERE v.status = 'alleged'
    GROUP BY ALL
),
low_mentions AS MATERIALIZED (
    SELECT l.official_id, l.article_id, l.person_id, m.start_char
    FROM low AS l JOIN mentions AS m USING (official_id)
),
-- The sentence in which each mention begins.
placed AS MATERIALIZED (
    SELECT m.official_id, m.article_id, m.person_id, s.sentence_no, s.paragraph
    FROM low_mentions AS m
    ASOF JOIN (
        FROM sentences WHERE article_id IN (SELECT article_id FROM low)
    ) AS s ON s.article_id = m.article_id AND m.start_char >= s.start_char
),
said_by_low AS MATERIALIZED (
    SELECT article_id, speaker_official_id, sentence_no, start_char, end_char
    FROM quotes SEMI JOIN low ON low.official_id = speaker_official_id
    UNION ALL
    SELECT article_id, speaker_official_id, sentence_no, start_char, end_char
    FROM statements SEMI JOIN low ON low.official_id = speaker_official_id
),
speaking AS (
    SELECT DISTINCT q.speaker_official_id AS official_id
    FROM said_by_low AS q
    JOIN articles AS a ON a.article_id = q.article_id
    LEFT JOIN sentences AS s ON s.article_id = q.article_id AND s.sentence_no = q.sentence_no
    WHERE NOT regexp_matches(
        substring(a.text, coalesce(s.start_char, q.start_char) + 1,
            greatest(coalesce(s.end_char, q.end_char), q.end_char) - coalesce(s.start_char, q.start_char)),
        $defence, 'i'
    )
),
-- Anywhere in the article: papers tell the conduct in one paragraph and who it was in the next ("Dua ASN itu adalah ...").
in_allegations AS (
    SELECT l.official_id, min(a.sentence_no) AS sentence_no
    FROM low AS l JOIN alleged_paragraphs AS a USING (article_id)
    GROUP BY l.official_id
),
candidates AS MATERIALIZED (
    SELECT l.person_id, l.article_id, l.official_id, i.sentence_no,
        if(list_contains($protected_roles, l.role), 'asn', 'alleged') AS reason
    FROM low AS l LEFT JOIN in_allegations AS i USING (official_id)
    WHERE list_contains($protected_roles, l.role)
        OR (i.official_id IS NOT NULL AND l.official_id NOT IN (SELECT official_id FROM speaking))
),
in_office AS (
    SELECT person_id, article_id, official_id, NULL::INTEGER AS sentence_no, 'office' AS reason
    FROM units
    WHERE list_contains($senior_roles, role) AND person_id IN (SELECT person_id FROM candidates)
),
decisions AS (
    SELECT article_id, sentence_no, actor IS NOT NULL AS has_body FROM measures
    WHERE type = 'sanction_imposed' AND status = 'taken' AND sentence_no IS NOT NULL
    UNION ALL
    SELECT article_id, sentence_no, false FROM violations WHERE status = 'proven' AND sentence_no IS NOT NULL
    UNION ALL
    -- An item has one place, its best; where the article tells a finding at all, other sentences repeat it.
    SELECT p.article_id, p.sentence_no, false
    FROM placed AS p
    JOIN sentences AS s ON s.article_id = p.article_id AND s.sentence_no = p.sentence_no
    JOIN articles AS a ON a.article_id = p.article_id
    WHERE p.article_id IN (SELECT article_id FROM violations WHERE status = 'proven')
        AND regexp_matches(substring(a.text, s.start_char + 1, s.end_char - s.start_char), $verdicts, 'i')
),
-- A decision's sentence without a doubt in it, told by a body that decides, with its paragraph.
sure_decisions AS MATERIALIZED (
    SELECT d.article_id, d.sentence_no, s.paragraph
    FROM (
        SELECT article_id, sentence_no, bool_or(has_body) AS has_body FROM decisions
        WHERE article_id IN (SELECT article_id FROM placed) GROUP BY ALL
    ) AS d
    JOIN sentences AS s USING (article_id, sentence_no)
    JOIN articles AS a USING (article_id)
    WHERE NOT regexp_matches(substring(a.text, s.start_char + 1, s.end_char - s.start_char), $doubts, 'i')
        AND (d.has_body
            OR regexp_matches(substring(a.text, s.start_char + 1, s.end_char - s.start_char), $deciding_bodies, 'i'))
        AND NOT EXISTS (
            FROM violations AS v
            WHERE v.article_id = d.article_id AND v.sentence_no = d.sentence_no AND v.status = 'alleged')
),
low_per_paragraph AS (
    SELECT article_id, paragraph, count(DISTINCT person_id) AS person_count FROM placed GROUP BY ALL
),
low_per_sentence AS (
    SELECT article_id, sentence_no, count(DISTINCT person_id) AS person_count FROM placed GROUP BY ALL
),
-- Named in the sentence itself; or alone of their rank in a paragraph in which nothing is alleged, where the sentence
-- names nobody of that rank ("Ia terbukti ...").
decided AS (
    SELECT p.person_id, p.article_id, p.official_id, d.sentence_no, 'decision' AS reason
    FROM placed AS p JOIN sure_decisions AS d USING (article_id, paragraph)
    LEFT JOIN low_per_sentence AS n ON n.article_id = d.article_id AND n.sentence_no = d.sentence_no
    JOIN low_per_paragraph AS c ON c.article_id = d.article_id AND c.paragraph = d.paragraph
    WHERE p.sentence_no = d.sentence_no
        OR (n.person_count IS NULL AND c.person_count = 1
            AND NOT EXISTS (
                FROM alleged_paragraphs AS a WHERE a.article_id = d.article_id AND a.paragraph = d.paragraph))
),
chosen AS (
    SELECT u.person_id, u.article_id, u.official_id, NULL::INTEGER AS sentence_no, 'correction' AS reason,
        c.is_protected, 0 AS rank
    FROM protection_choices AS c JOIN units AS u USING (official_id)
),
ranked AS (
    FROM chosen
    UNION ALL SELECT *, false, 1 FROM in_office
    UNION ALL SELECT *, false, 2 FROM decided WHERE person_id IN (SELECT person_id FROM candidates)
    UNION ALL
    SELECT person_id, article_id, official_id, sentence_no, reason, true, 3 FROM candidates
)
SELECT person_id, is_protected, reason, article_id, official_id, sentence_no
FROM ranked
QUALIFY row_number() OVER (
    PARTITION BY person_id ORDER BY rank, is_protected DESC, article_id, official_id, sentence_no NULLS LAST
) = 1
ORDER BY person_id;
