-- Facts: what the dashboard counts, in narrow tables of small integers, made anew from the base tables at the end of
-- every build. They hold no names and no texts, and nothing that the base tables do not tell.
--
-- Every table of an article's things repeats the columns by which articles are picked (the day, bits of relevance,
-- provinces, measures, conduct and elections, the outlet), so that a filter is read where the count is taken, without a join. Numbers (`*_no`,
-- bits) are internal: another build may give others, nothing outside the file may keep them.
--
-- `is_alone` is for counting independent stories: an article without copies is one story, and only those with copies
-- need count(DISTINCT story_no). A filter picks articles, whole; so a mark set on one row per article
-- (`case_facts.is_first_of_article`) counts articles under any filter of these.

CREATE OR REPLACE TABLE fact_bits AS
WITH pairs AS (
    SELECT 'measure' AS facet, type, status FROM measures
    UNION
    SELECT 'violation', type, status FROM violations
    UNION
    SELECT 'province', code, NULL FROM provinces
    UNION ALL
    SELECT 'relevance', unnest(['core', 'mention', 'none']), NULL
    UNION ALL
    -- The 63 elections that most articles name: no more bits fit, and a filter for another one joins election_facts.
    (SELECT 'election', election_id, NULL FROM elections AS e LEFT JOIN article_elections AS a USING (election_id)
    GROUP BY election_id ORDER BY count(a.article_id) DESC, election_id LIMIT 63)
)
SELECT
    facet,
    (row_number() OVER (PARTITION BY facet ORDER BY type, status) - 1)::UTINYINT AS bit_no,
    type AS value,
    status,
    1::BIGINT << (row_number() OVER (PARTITION BY facet ORDER BY type, status) - 1)::INTEGER AS bit
FROM pairs
ORDER BY facet, bit_no;
COMMENT ON TABLE fact_bits IS 'What each bit of the facts'' bit columns stands for: one row per value. Internal: never exported.';
COMMENT ON COLUMN fact_bits.facet IS 'relevance, province, measure, violation or election: the bits of relevance_bit, province_bits, measure_bits, violation_bits, election_bits.';
COMMENT ON COLUMN fact_bits.bit_no IS 'Number of the bit, from 0: kind_no of measure_facts and violation_facts, province_no of province_facts. Internal.';
COMMENT ON COLUMN fact_bits.value IS 'The relevance, the province''s code, the election, or the type of measure or conduct.';
COMMENT ON COLUMN fact_bits.status IS 'Status of the measure or conduct; NULL for the others.';
COMMENT ON COLUMN fact_bits.bit IS '2 to the power of bit_no.';

CREATE OR REPLACE TABLE outlet_numbers AS
SELECT outlet_id, row_number() OVER (ORDER BY outlet_id)::INTEGER AS outlet_no FROM outlets ORDER BY outlet_id;
COMMENT ON TABLE outlet_numbers IS 'Number of each outlet in the facts, one row each. Internal: never exported.';
COMMENT ON COLUMN outlet_numbers.outlet_id IS 'The outlet.';
COMMENT ON COLUMN outlet_numbers.outlet_no IS 'Its number, from 1. Internal.';

CREATE OR REPLACE TABLE region_numbers AS
SELECT code, row_number() OVER (ORDER BY code)::SMALLINT AS region_no FROM regions ORDER BY code;
COMMENT ON TABLE region_numbers IS 'Number of each area in the facts, one row each. Internal: never exported.';
COMMENT ON COLUMN region_numbers.code IS 'Kemendagri code of the area.';
COMMENT ON COLUMN region_numbers.region_no IS 'Its number, from 1. Internal.';

CREATE OR REPLACE TABLE election_numbers AS
SELECT election_id, row_number() OVER (ORDER BY election_id)::SMALLINT AS election_no FROM elections ORDER BY election_id;
COMMENT ON TABLE election_numbers IS 'Number of each election in the facts, one row each. Internal: never exported.';
COMMENT ON COLUMN election_numbers.election_id IS 'The election.';
COMMENT ON COLUMN election_numbers.election_no IS 'Its number, from 1. Internal.';

CREATE OR REPLACE TABLE article_facts AS
WITH province_bits AS (
    SELECT p.article_id, bit_or(b.bit) AS bits
    FROM article_primary_regions AS p
    JOIN regions AS r ON r.code = p.region_code
    JOIN fact_bits AS b ON b.facet = 'province' AND b.value = r.province_code
    GROUP BY p.article_id
),
measure_bits AS (
    SELECT m.article_id, bit_or(b.bit) AS bits, count(*) FILTER (WHERE m.status = 'taken') AS taken_count
    FROM measures AS m
    JOIN fact_bits AS b ON b.facet = 'measure' AND b.value = m.type AND b.status = m.status
    GROUP BY m.article_id
),
violation_bits AS (
    SELECT
        v.article_id,
        bit_or(b.bit) AS bits,
        count(*) FILTER (WHERE v.status = 'prohibited') AS prohibited_count,
        count(*) FILTER (WHERE v.status = 'alleged') AS alleged_count,
        count(*) FILTER (WHERE v.status = 'proven') AS proven_count
    FROM violations AS v
    JOIN fact_bits AS b ON b.facet = 'violation' AND b.value = v.type AND b.status = v.status
    GROUP BY v.article_id
),
election_bits AS (
    SELECT e.article_id, bit_or(b.bit) AS bits
    FROM article_elections AS e
    JOIN fact_bits AS b ON b.facet = 'election' AND b.value = e.election_id
    GROUP BY e.article_id
),
numbered AS (
    SELECT
        a.article_id,
        a.story_id,
        a.outlet_id,
        a.report_date,
        a.relevance,
        (CASE WHEN a.author IS NULL OR a.author = '' THEN 1 ELSE 0 END
            + CASE WHEN a.published IS NULL THEN 2 ELSE 0 END
            -- Midnight is what pages print that know no hour.
            + CASE
                WHEN a.published IS NULL OR a.published_at IS NULL OR a.published[12:16] IN ('', '00:00') THEN 4
                ELSE 0 END) AS lack_bits,
        row_number() OVER (ORDER BY a.report_date DESC NULLS LAST, a.article_id)::INTEGER AS article_no
    FROM articles AS a
),
near AS (
    SELECT
        story_id,
        coalesce(
            date_trunc('week', min(report_date)) = date_trunc('week', max(report_date))
                AND date_trunc('month', min(report_date)) = date_trunc('month', max(report_date)),
            true) AS is_near
    FROM articles
    GROUP BY story_id
)
SELECT
    n.article_no,
    n.article_id,
    f.article_no AS story_no,
    t.article_count = 1 AS is_alone,
    d.is_near,
    n.report_date,
    date_trunc('week', n.report_date)::DATE AS week_start_date,
    r.bit::UTINYINT AS relevance_bit,
    o.outlet_no,
    coalesce(p.bits, 0) AS province_bits,
    coalesce(m.bits, 0) AS measure_bits,
    coalesce(v.bits, 0) AS violation_bits,
    coalesce(e.bits, 0) AS election_bits,
    coalesce(m.taken_count, 0)::INTEGER AS taken_count,
    coalesce(v.prohibited_count, 0)::INTEGER AS prohibited_count,
    coalesce(v.alleged_count, 0)::INTEGER AS alleged_count,
    coalesce(v.proven_count, 0)::INTEGER AS proven_count,
    (n.lack_bits + CASE WHEN g.article_id IS NULL THEN 8 ELSE 0 END)::UTINYINT AS lack_bits
FROM numbered AS n
JOIN numbered AS f ON f.article_id = n.story_id
JOIN near AS d ON d.story_id = n.story_id
JOIN stories AS t ON t.story_id = n.story_id
JOIN fact_bits AS r ON r.facet = 'relevance' AND r.value = n.relevance
LEFT JOIN outlet_numbers AS o ON o.outlet_id = n.outlet_id
LEFT JOIN province_bits AS p ON p.article_id = n.article_id
LEFT JOIN measure_bits AS m ON m.article_id = n.article_id
LEFT JOIN violation_bits AS v ON v.article_id = n.article_id
LEFT JOIN election_bits AS e ON e.article_id = n.article_id
LEFT JOIN (SELECT DISTINCT article_id FROM article_primary_regions) AS g ON g.article_id = n.article_id
ORDER BY n.article_no;
COMMENT ON TABLE article_facts IS 'What picks and counts an article, one row each, newest report first. Internal: made anew with every build, never exported.';
COMMENT ON COLUMN article_facts.article_no IS 'Place of the article by newest report, then id, from 1 without gaps. Internal: differs between builds.';
COMMENT ON COLUMN article_facts.article_id IS 'The article.';
COMMENT ON COLUMN article_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN article_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN article_facts.is_near IS 'Whether all articles of its story are of one week and one month, as far as they are dated.';
COMMENT ON COLUMN article_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN article_facts.week_start_date IS 'Monday of the week of report_date.';
COMMENT ON COLUMN article_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN article_facts.outlet_no IS 'The outlet (outlet_numbers), NULL where unknown. Internal.';
COMMENT ON COLUMN article_facts.province_bits IS 'Provinces of its primary regions, a bit each (fact_bits).';
COMMENT ON COLUMN article_facts.measure_bits IS 'Its measures by type and status, a bit each (fact_bits).';
COMMENT ON COLUMN article_facts.violation_bits IS 'Conduct in it by type and status, a bit each (fact_bits).';
COMMENT ON COLUMN article_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN article_facts.taken_count IS 'Measures of the article that are taken.';
COMMENT ON COLUMN article_facts.prohibited_count IS 'Recited rules in the article.';
COMMENT ON COLUMN article_facts.alleged_count IS 'Allegations in the article.';
COMMENT ON COLUMN article_facts.proven_count IS 'Findings in the article.';
COMMENT ON COLUMN article_facts.lack_bits IS 'What the article lacks: 1 an author, 2 a date of publication on the page, 4 an hour, 8 a main region.';

CREATE OR REPLACE TABLE search_numbers AS
SELECT d.doc_no, f.article_no
FROM search_documents AS d
JOIN article_facts AS f USING (article_id)
ORDER BY d.doc_no;
COMMENT ON TABLE search_numbers IS 'Number of each article in the index of full-text search and in the facts, one row each. Internal: made anew with every build, never exported.';
COMMENT ON COLUMN search_numbers.doc_no IS 'Number in the index (search_documents). Internal.';
COMMENT ON COLUMN search_numbers.article_no IS 'The article (article_facts). Internal.';

CREATE OR REPLACE TABLE measure_facts AS
WITH actors AS (
    -- What kind of body acts, by the words of its name. The order matters: "Bawaslu dan Polres" is first of all Bawaslu.
    SELECT
        actor,
        CASE
            WHEN regexp_matches(actor, '(?i)\b(bawaslu|panwas\w*)\b') THEN 'bawaslu'
            WHEN regexp_matches(actor, '(?i)\b(kasn|bkn|komisi asn|komisi aparatur|kemen\w+|mendagri|menpan\w*|menteri|presiden|pemerintah pusat)\b')
                THEN 'central'
            WHEN regexp_matches(actor, '(?i)\b(gakkumdu|polri|polda|polres\w*|polsek|polisi|kepolisian|kejaksaan|kejari|kejati|jaksa|pengadilan|pn|pt|ptun|hakim|tni|kodim)\b')
                THEN 'justice'
            WHEN regexp_matches(actor, '(?i)\b(pem(kab|kot|ko|prov|da|des)|pemerintah|bupati|wali ?kota|gubernur|sekda\w*|sekko\w*|setda\w*|bk[a-z]*|bpkad|bpbd|badan|dinas|dis[a-z]+|dinkes|inspektorat|kecamatan|camat|kelurahan|lurah|kapanewon|kesbangpol|satpol|korpri)\b')
                THEN 'regional'
            ELSE 'other'
        END AS actor_kind
    FROM (SELECT DISTINCT actor FROM measures WHERE actor IS NOT NULL)
)
SELECT
    a.* EXCLUDE (article_id, is_near, week_start_date, taken_count, prohibited_count, alleged_count, proven_count, lack_bits),
    b.bit_no AS kind_no,
    coalesce(k.actor_kind, 'untold') AS actor_kind,
    substring(m.measure_id, length(m.article_id) + 3)::INTEGER AS item_no,
    row_number() OVER (ORDER BY a.article_no, m.start_char, length(m.measure_id), m.measure_id)::INTEGER AS place_no,
    row_number() OVER (
        ORDER BY m.confidence NULLS LAST, a.article_no, m.start_char, length(m.measure_id), m.measure_id
    )::INTEGER AS unsure_no,
    m.confidence
FROM measures AS m
JOIN article_facts AS a USING (article_id)
JOIN fact_bits AS b ON b.facet = 'measure' AND b.value = m.type AND b.status = m.status
LEFT JOIN actors AS k ON k.actor = m.actor
ORDER BY place_no;
COMMENT ON TABLE measure_facts IS 'Measures to count, one row each. Internal: made anew with every build, never exported.';

CREATE OR REPLACE TABLE violation_facts AS
SELECT
    a.* EXCLUDE (article_id, is_near, week_start_date, taken_count, prohibited_count, alleged_count, proven_count, lack_bits),
    b.bit_no AS kind_no,
    substring(v.violation_id, length(v.article_id) + 3)::INTEGER AS item_no,
    row_number() OVER (ORDER BY a.article_no, v.start_char, length(v.violation_id), v.violation_id)::INTEGER AS place_no,
    row_number() OVER (
        ORDER BY v.confidence NULLS LAST, a.article_no, v.start_char, length(v.violation_id), v.violation_id
    )::INTEGER AS unsure_no,
    v.confidence
FROM violations AS v
JOIN article_facts AS a USING (article_id)
JOIN fact_bits AS b ON b.facet = 'violation' AND b.value = v.type AND b.status = v.status
ORDER BY place_no;
COMMENT ON TABLE violation_facts IS 'Conduct to count, one row each. Internal: made anew with every build, never exported.';

-- What an article says more than once of a kind: with the bits of the articles this counts all items, and few rows have it.
CREATE OR REPLACE TABLE more_facts AS
WITH counted AS (
    SELECT article_no, true AS is_measure, kind_no, count(*) - 1 AS more_count
    FROM measure_facts GROUP BY article_no, kind_no HAVING count(*) > 1
    UNION ALL
    SELECT article_no, false, kind_no, count(*) - 1
    FROM violation_facts GROUP BY article_no, kind_no HAVING count(*) > 1
)
SELECT
    a.* EXCLUDE (article_id, is_near, week_start_date, taken_count, prohibited_count, alleged_count, proven_count, lack_bits),
    c.is_measure,
    c.kind_no,
    c.more_count::INTEGER AS more_count
FROM counted AS c
JOIN article_facts AS a USING (article_no)
ORDER BY a.article_no, c.is_measure, c.kind_no;
COMMENT ON TABLE more_facts IS 'Measures and conduct beyond the first of their type and status in an article, one row per article and kind. Internal: made anew with every build, never exported.';

CREATE OR REPLACE TABLE region_facts AS
SELECT a.* EXCLUDE (article_id, is_near, week_start_date, lack_bits), n.region_no
FROM article_primary_regions AS p
JOIN article_facts AS a USING (article_id)
JOIN region_numbers AS n ON n.code = p.region_code
ORDER BY a.article_no, n.region_no;
COMMENT ON TABLE region_facts IS 'Primary regions of articles to count, one row each. Internal: made anew with every build, never exported.';

CREATE OR REPLACE TABLE province_facts AS
SELECT a.* EXCLUDE (article_id, is_near, week_start_date, lack_bits), b.bit_no AS province_no
FROM article_facts AS a
JOIN fact_bits AS b ON b.facet = 'province' AND a.province_bits & b.bit <> 0
ORDER BY a.article_no, b.bit_no;
COMMENT ON TABLE province_facts IS 'Provinces of articles to count, one row each. Internal: made anew with every build, never exported.';

CREATE OR REPLACE TABLE election_facts AS
SELECT a.* EXCLUDE (article_id, is_near, week_start_date, taken_count, prohibited_count, alleged_count, proven_count, lack_bits), n.election_no
FROM article_elections AS e
JOIN article_facts AS a USING (article_id)
JOIN election_numbers AS n USING (election_id)
ORDER BY a.article_no, n.election_no;
COMMENT ON TABLE election_facts IS 'Elections of articles to count, one row each. Internal: made anew with every build, never exported.';

CREATE OR REPLACE TABLE official_facts AS
WITH numbered AS (
    SELECT
        a.article_no,
        w.official_id,
        substring(w.official_id, length(w.article_id) + 3)::INTEGER AS item_no,
        row_number() OVER (ORDER BY a.article_no, w.official_id)::INTEGER AS official_no,
        w.mention_count::INTEGER AS mention_count,
        w.is_protected,
        w.person_id,
        -- Before persons are told apart, every row is one of its own.
        coalesce(w.person_id, w.official_id) AS person
    FROM officials_with_region AS w
    JOIN article_facts AS a USING (article_id)
),
persons AS (
    SELECT person, min(official_no) AS person_no, count(*) AS official_count FROM numbered GROUP BY person
),
said AS (
    SELECT article_id, speaker_official_id AS official_id, true AS is_quote, start_char, end_char
    FROM quotes
    WHERE speaker_official_id IS NOT NULL
    UNION ALL
    SELECT article_id, speaker_official_id, false, start_char, end_char
    FROM statements
    WHERE speaker_official_id IS NOT NULL
),
-- A measure is in what somebody says where its evidence and the speech share a character; it counts once for a speaker,
-- however often it is said.
told AS (
    SELECT s.official_id, count(DISTINCT substring(m.measure_id, length(m.article_id) + 3)::INTEGER) AS measure_count
    FROM said AS s
    JOIN measures AS m ON m.article_id = s.article_id AND m.start_char < s.end_char AND m.end_char > s.start_char
    GROUP BY s.official_id
),
speech AS (
    SELECT official_id, count(*) FILTER (WHERE is_quote) AS quote_count, count(*) FILTER (WHERE NOT is_quote) AS statement_count
    FROM said
    GROUP BY official_id
)
SELECT
    a.* EXCLUDE (article_id, is_near, week_start_date, taken_count, prohibited_count, alleged_count, proven_count, lack_bits),
    n.official_no,
    n.item_no,
    n.mention_count,
    n.is_protected,
    f.person_no,
    n.person_id,
    f.official_count = 1 AS is_only_of_person,
    f.official_count > 2 AS is_often,
    coalesce(s.quote_count, 0)::INTEGER AS quote_count,
    coalesce(s.statement_count, 0)::INTEGER AS statement_count,
    coalesce(t.measure_count, 0)::INTEGER AS measure_count
FROM numbered AS n
JOIN persons AS f USING (person)
LEFT JOIN speech AS s USING (official_id)
LEFT JOIN told AS t USING (official_id)
JOIN article_facts AS a ON a.article_no = n.article_no
ORDER BY n.official_no;
COMMENT ON TABLE official_facts IS 'Persons named in articles to count, one row per person and article, without names. Internal: made anew with every build, never exported.';
COMMENT ON COLUMN official_facts.official_no IS 'Place of the row by newest report, from 1. Internal.';
COMMENT ON COLUMN official_facts.item_no IS 'Number in the id of the official: article_id#o and this.';
COMMENT ON COLUMN official_facts.mention_count IS 'Places where the article names the person.';
COMMENT ON COLUMN official_facts.is_protected IS 'As in officials_with_region.';
COMMENT ON COLUMN official_facts.person_no IS 'Lowest official_no of the same person (official_persons). Internal.';
COMMENT ON COLUMN official_facts.person_id IS 'The person (official_persons).';
COMMENT ON COLUMN official_facts.is_only_of_person IS 'Whether no other row has this person_no.';
COMMENT ON COLUMN official_facts.is_often IS 'Whether more than two rows have this person_no.';
COMMENT ON COLUMN official_facts.quote_count IS 'Quotations of the article whose speaker it is.';
COMMENT ON COLUMN official_facts.statement_count IS 'Reported speech of the article whose speaker it is.';
COMMENT ON COLUMN official_facts.measure_count IS 'Measures of the article told in either, each once.';
COMMENT ON COLUMN measure_facts.kind_no IS 'Type and status (fact_bits.bit_no of the facet measure). Internal.';
COMMENT ON COLUMN measure_facts.item_no IS 'Number in the id of the measure: article_id#m and this.';
COMMENT ON COLUMN measure_facts.place_no IS 'Place by newest report, then by place in the text, from 1. Internal.';
COMMENT ON COLUMN measure_facts.unsure_no IS 'Place by least confidence, those without one last, from 1. Internal.';
COMMENT ON COLUMN measure_facts.confidence IS 'As in measures.';
COMMENT ON COLUMN violation_facts.kind_no IS 'Type and status (fact_bits.bit_no of the facet violation). Internal.';
COMMENT ON COLUMN violation_facts.item_no IS 'Number in the id of the item: article_id#v and this.';
COMMENT ON COLUMN violation_facts.place_no IS 'Place by newest report, then by place in the text, from 1. Internal.';
COMMENT ON COLUMN violation_facts.unsure_no IS 'Place by least confidence, those without one last, from 1. Internal.';
COMMENT ON COLUMN violation_facts.confidence IS 'As in violations.';
COMMENT ON COLUMN region_facts.region_no IS 'The area (region_numbers). Internal.';
COMMENT ON COLUMN province_facts.province_no IS 'The province (fact_bits.bit_no of the facet province). Internal.';
COMMENT ON COLUMN election_facts.election_no IS 'The election (election_numbers). Internal.';
COMMENT ON COLUMN measure_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN measure_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN measure_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN measure_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN measure_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN measure_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN measure_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN measure_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN measure_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN measure_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN violation_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN violation_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN violation_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN violation_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN violation_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN violation_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN violation_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN violation_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN violation_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN violation_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN region_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN region_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN region_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN region_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN region_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN region_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN region_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN region_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN region_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN region_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN region_facts.taken_count IS 'Measures of the article that are taken.';
COMMENT ON COLUMN region_facts.prohibited_count IS 'Recited rules in the article.';
COMMENT ON COLUMN region_facts.alleged_count IS 'Allegations in the article.';
COMMENT ON COLUMN region_facts.proven_count IS 'Findings in the article.';
COMMENT ON COLUMN province_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN province_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN province_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN province_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN province_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN province_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN province_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN province_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN province_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN province_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN province_facts.taken_count IS 'Measures of the article that are taken.';
COMMENT ON COLUMN province_facts.prohibited_count IS 'Recited rules in the article.';
COMMENT ON COLUMN province_facts.alleged_count IS 'Allegations in the article.';
COMMENT ON COLUMN province_facts.proven_count IS 'Findings in the article.';
COMMENT ON COLUMN election_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN election_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN election_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN election_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN election_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN election_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN election_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN election_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN election_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN election_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN more_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN more_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN more_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN more_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN more_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN more_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN more_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN more_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN more_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN more_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN more_facts.is_measure IS 'Whether they are measures; else conduct.';
COMMENT ON COLUMN more_facts.kind_no IS 'Type and status (fact_bits.bit_no of the facet measure or violation). Internal.';
COMMENT ON COLUMN more_facts.more_count IS 'How many there are beyond the first.';
COMMENT ON COLUMN official_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN official_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN official_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN official_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN official_facts.relevance_bit IS 'Relevance as one bit (fact_bits).';
COMMENT ON COLUMN official_facts.province_bits IS 'Provinces of the article, a bit each (fact_bits).';
COMMENT ON COLUMN official_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN official_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN official_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN official_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN measure_facts.actor_kind IS 'What kind of body acts, by the words of its name: regional (government of a region), bawaslu, central (KASN, BKN, ministries), justice (police, prosecutors, courts), other, untold.';

CREATE OR REPLACE TABLE case_facts AS
WITH told AS (
    SELECT
        case_id,
        CASE
            WHEN step IN ('reported', 'found') THEN 1
            WHEN step = 'clarified' THEN 2
            WHEN step IN ('decided', 'referred') AND body IN ('appointing_official', 'inspectorate') THEN 16
            WHEN step = 'recommended' OR step = 'decided' AND body IN ('kasn', 'bkn') THEN 8
            WHEN step = 'referred' OR step = 'decided' AND coalesce(body, 'bawaslu') = 'bawaslu' THEN 4
            WHEN step = 'sanctioned' AND body IN ('appointing_official', 'inspectorate') THEN 48
            WHEN step = 'sanctioned' THEN 32
            WHEN step = 'dropped' THEN 64
            WHEN step = 'suspect' THEN 128
            WHEN step = 'charged' THEN 256
            WHEN step = 'convicted' THEN 512
            WHEN step = 'acquitted' THEN 1024
            ELSE 0
        END AS bits,
        CASE WHEN date_precision = 'day' THEN event_date END AS day,
        least(CASE WHEN date_precision = 'day' THEN event_date END, reported_date) AS known_date,
        coalesce(CASE WHEN date_precision = 'day' THEN event_date END, reported_date) AS ended_date,
        step
    FROM case_events
),
stops AS (
    SELECT
        case_id,
        bit_or(bits)::SMALLINT AS stop_bits,
        min(day) FILTER (WHERE bits & 1 <> 0) AS complaint_date,
        min(day) FILTER (WHERE bits & 2 <> 0) AS clarified_date,
        min(day) FILTER (WHERE bits & 4 <> 0) AS decided_date,
        min(day) FILTER (WHERE bits & 8 <> 0) AS recommended_date,
        min(day) FILTER (WHERE bits = 16) AS official_date,
        min(day) FILTER (WHERE bits & 32 <> 0) AS sanctioned_date,
        min(known_date) AS known_date,
        min(ended_date) FILTER (WHERE step = 'sanctioned') AS sanction_known_date,
        min(ended_date) FILTER (WHERE step = 'convicted') AS conviction_known_date,
        min(ended_date) FILTER (WHERE step IN ('dropped', 'acquitted')) AS drop_known_date
    FROM told
    GROUP BY case_id
),
numbered AS (
    SELECT
        c.case_id,
        c.region_code,
        c.status,
        row_number() OVER (ORDER BY c.last_date DESC NULLS LAST, c.case_id)::INTEGER AS case_no,
        coalesce(s.stop_bits, 0)::SMALLINT AS stop_bits,
        s.* EXCLUDE (case_id, stop_bits, known_date, sanction_known_date, conviction_known_date, drop_known_date),
        -- Where nothing but one day is known, no length of time is.
        nullif(greatest(
            CASE c.status
                WHEN 'sanctioned' THEN s.sanction_known_date
                WHEN 'convicted' THEN s.conviction_known_date
                WHEN 'dropped' THEN s.drop_known_date
            END - least(s.known_date, c.first_date), 0), 0)::INTEGER AS ended_days
    FROM cases AS c
    LEFT JOIN stops AS s USING (case_id)
),
rows AS (
    SELECT DISTINCT case_id, article_id FROM case_articles
)
SELECT
    a.* EXCLUDE (article_id, is_near, week_start_date, province_bits, taken_count, prohibited_count, alleged_count, proven_count, lack_bits),
    coalesce(b.bit, 0) AS province_bits,
    g.region_no,
    n.* EXCLUDE (region_code),
    count(*) OVER (PARTITION BY n.case_no) = 1 AS is_only_of_case,
    row_number() OVER (PARTITION BY a.article_no ORDER BY n.case_no) = 1 AS is_first_of_article
FROM rows AS x
JOIN numbered AS n USING (case_id)
JOIN article_facts AS a USING (article_id)
LEFT JOIN regions AS r ON r.code = n.region_code
LEFT JOIN region_numbers AS g ON g.code = n.region_code
LEFT JOIN fact_bits AS b ON b.facet = 'province' AND b.value = r.province_code
ORDER BY n.case_no, a.article_no;
COMMENT ON TABLE case_facts IS 'Cases to count, one row per case and article that tells it. Internal: made anew with every build, never exported.';
COMMENT ON COLUMN case_facts.article_no IS 'The article (article_facts). Internal.';
COMMENT ON COLUMN case_facts.story_no IS 'The article_no of the first article of its story. Internal.';
COMMENT ON COLUMN case_facts.is_alone IS 'Whether the article is the only one of its story.';
COMMENT ON COLUMN case_facts.report_date IS 'As in articles.';
COMMENT ON COLUMN case_facts.relevance_bit IS 'Relevance of the article as one bit (fact_bits).';
COMMENT ON COLUMN case_facts.measure_bits IS 'Measures of the article, a bit each (fact_bits).';
COMMENT ON COLUMN case_facts.violation_bits IS 'Conduct in the article, a bit each (fact_bits).';
COMMENT ON COLUMN case_facts.election_bits IS 'Elections of the article, a bit each (fact_bits).';
COMMENT ON COLUMN case_facts.outlet_no IS 'Outlet of the article (outlet_numbers), NULL where not known. Internal.';
COMMENT ON COLUMN case_facts.province_bits IS 'Province of the case, not of the article, as one bit (fact_bits); 0 for none.';
COMMENT ON COLUMN case_facts.region_no IS 'Area of the case (region_numbers), NULL where not told. Internal.';
COMMENT ON COLUMN case_facts.case_id IS 'The case.';
COMMENT ON COLUMN case_facts.case_no IS 'Place of the case by last report, newest first, from 1. Internal.';
COMMENT ON COLUMN case_facts.status IS 'As in cases.';
COMMENT ON COLUMN case_facts.stop_bits IS 'Stops of the procedure that an article tells: 1 reported or found, 2 clarified, 4 decided by Bawaslu or sent on, 8 recommended by KASN or BKN, 16 before the appointing official, 32 sanctioned, 64 dropped, 128 suspect, 256 charged, 512 convicted, 1024 acquitted.';
COMMENT ON COLUMN case_facts.complaint_date IS 'Earliest day given for stop 1; NULL where no article gives a day.';
COMMENT ON COLUMN case_facts.clarified_date IS 'Earliest day given for stop 2.';
COMMENT ON COLUMN case_facts.decided_date IS 'Earliest day given for stop 4.';
COMMENT ON COLUMN case_facts.recommended_date IS 'Earliest day given for stop 8.';
COMMENT ON COLUMN case_facts.official_date IS 'Earliest day given for stop 16, the sanction itself apart.';
COMMENT ON COLUMN case_facts.sanctioned_date IS 'Earliest day given for stop 32.';
COMMENT ON COLUMN case_facts.ended_days IS 'Days from the first day that is known of it (told or reported) to the day of its end, else to the first report of that; NULL where not ended or where only one day is known.';
COMMENT ON COLUMN case_facts.is_only_of_case IS 'Whether no other row has this case_no.';
COMMENT ON COLUMN case_facts.is_first_of_article IS 'Whether it is the first row of its article: these count articles.';

CREATE OR REPLACE TABLE coverage_facts AS
WITH watched AS (
    SELECT outlet_id, region_code FROM outlets
    UNION
    -- An outlet that was crawled and brought nothing on the subject was watched, too; one that refused was not.
    SELECT outlet_id, region_code FROM crawl_visits WHERE left_because IS NULL AND fetched_count + unchanged_count + stored_count > 0
),
home AS (
    SELECT region_code, count(DISTINCT outlet_id) AS outlet_count FROM watched GROUP BY region_code
),
province_home AS (
    SELECT r.province_code, count(DISTINCT w.outlet_id) AS outlet_count
    FROM watched AS w JOIN regions AS r ON r.code = w.region_code
    GROUP BY r.province_code
),
about AS (
    SELECT n.code, f.article_count
    FROM (SELECT region_no, count(*) AS article_count FROM region_facts GROUP BY region_no) AS f
    JOIN region_numbers AS n USING (region_no)
),
province_about AS (
    SELECT b.value AS province_code, f.article_count
    FROM (SELECT province_no, count(*) AS article_count FROM province_facts GROUP BY province_no) AS f
    JOIN fact_bits AS b ON b.facet = 'province' AND b.bit_no = f.province_no
),
told AS (
    SELECT DISTINCT region_code FROM cases WHERE region_code IS NOT NULL
)
SELECT
    r.code,
    coalesce(if(r.level = 'province', p.outlet_count, h.outlet_count), 0) AS outlet_count,
    coalesce(if(r.level = 'province', q.article_count, a.article_count), 0) AS article_count,
    CASE
        WHEN r.level = 'province' THEN p.outlet_count IS NOT NULL OR q.article_count IS NOT NULL
        -- An outlet whose home is the province as a whole watches all of it.
        ELSE h.outlet_count IS NOT NULL OR w.outlet_count IS NOT NULL OR a.article_count IS NOT NULL OR t.region_code IS NOT NULL
    END AS is_covered
FROM regions AS r
LEFT JOIN home AS h ON h.region_code = r.code
LEFT JOIN home AS w ON w.region_code = r.province_code
LEFT JOIN province_home AS p ON p.province_code = r.code
LEFT JOIN about AS a ON a.code = r.code
LEFT JOIN province_about AS q ON q.province_code = r.code
LEFT JOIN told AS t ON t.region_code = r.code
WHERE r.level IN ('province', 'regency', 'city')
ORDER BY r.code;
COMMENT ON TABLE coverage_facts IS 'Whether each province, regency and city was looked at, whatever is asked. Internal: made anew with every build, never exported.';
COMMENT ON COLUMN coverage_facts.code IS 'The area.';
COMMENT ON COLUMN coverage_facts.outlet_count IS 'Outlets at home in it that brought articles or were crawled.';
COMMENT ON COLUMN coverage_facts.article_count IS 'Articles about it, of any relevance.';
COMMENT ON COLUMN coverage_facts.is_covered IS 'True where an outlet that was read is at home in it or an article is about it; of a regency or city also where an outlet of the whole province is, or a case is about it.';
