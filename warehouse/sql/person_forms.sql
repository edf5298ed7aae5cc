-- The rows of `person_source` (officials, with day, story and areas of their article), grouped to forms: one name in one office,
-- which is one person by itself. Kept apart in it: two of one name in one article (copy_no), a single name at different
-- times (era), rows that a correction names (pin). Reads person_source, name_keys, person_roles and person_pins.
CREATE TEMP TABLE person_placed AS
WITH combinations AS (
    SELECT DISTINCT
        role,
        acting,
        region_code,
        CASE WHEN region_code IS NULL THEN list_sort(list_distinct(coalesce(primary_region_codes, []))) ELSE [] END AS codes
    FROM person_source
),
placed AS (
    SELECT
        *,
        coalesce(
            region_code,
            CASE WHEN is_national THEN '00' END,
            CASE
                WHEN len(codes) = 1 THEN codes[1]
                -- Several areas of one province: the province.
                WHEN len(list_distinct(list_transform(codes, lambda code: left(code, 2)))) = 1 THEN left(codes[1], 2)
            END,
            ''
        ) AS place,
        region_code IS NULL AND NOT is_national AS is_inferred
    FROM combinations
    JOIN person_roles USING (role)
)
SELECT
    -- One text to join by: much faster than values that may be NULL.
    concat_ws('|', role, coalesce(acting, ''), coalesce('in ' || region_code, array_to_string(codes, ' '))) AS combination,
    CAST(dense_rank() OVER (ORDER BY role, acting, region_code, place) AS INTEGER) AS office_no,
    CAST(dense_rank() OVER (ORDER BY family, place) AS INTEGER) AS post_no,
    *
FROM placed;

CREATE TEMP TABLE person_offices AS
SELECT DISTINCT office_no, post_no, role, acting, region_code, place, is_inferred, family FROM person_placed;

CREATE TEMP TABLE person_told AS
SELECT
    s.official_id,
    -- 64 bits in place of a text: of a million articles two share theirs with a chance of 3 in 100 million.
    hash(s.article_id) AS article_no,
    CASE WHEN s.day IS NULL AND NOT n.is_full THEN s.story_id END AS undated_story_id,
    s.day,
    n.name_no,
    n.key_no,
    n.is_full,
    p.office_no,
    p.post_no,
    p.patience_days,
    CASE WHEN s.official_id IN (SELECT official_id FROM person_pins) THEN s.official_id ELSE '' END AS pin
FROM person_source AS s
JOIN name_keys AS n ON n.name = s.name
JOIN person_placed AS p
    ON p.combination = concat_ws(
        '|',
        s.role,
        coalesce(s.acting, ''),
        coalesce('in ' || s.region_code, array_to_string(list_sort(list_distinct(coalesce(s.primary_region_codes, []))), ' '))
    );

-- Two of one name and office in one article: the second, third, ... of them.
CREATE TEMP TABLE person_copies AS
SELECT official_id, row_number() OVER (PARTITION BY article_no, name_no, office_no ORDER BY official_id) AS copy_no
FROM person_told
WHERE (article_no, name_no, office_no) IN (
    SELECT (article_no, name_no, office_no) FROM person_told GROUP BY article_no, name_no, office_no HAVING count(*) > 1
);

-- A single name stays one person as long as no more than patience_days pass between reports. Without a day: in one story.
CREATE TEMP TABLE person_eras AS
WITH gaps AS (
    SELECT
        official_id,
        key_no,
        post_no,
        day,
        day - lag(day) OVER (PARTITION BY key_no, post_no ORDER BY day) > patience_days AS is_new
    FROM person_told
    WHERE NOT is_full AND day IS NOT NULL
)
SELECT official_id, CAST(sum(CASE WHEN is_new THEN 1 ELSE 0 END) OVER (PARTITION BY key_no, post_no ORDER BY day) AS VARCHAR) AS era
FROM gaps
UNION ALL
SELECT official_id, 'story ' || undated_story_id FROM person_told WHERE NOT is_full AND day IS NULL;

CREATE TEMP VIEW person_keyed AS
SELECT t.*, coalesce(c.copy_no, 1) AS copy_no, coalesce(e.era, '') AS era
FROM person_told AS t
LEFT JOIN person_copies AS c USING (official_id)
LEFT JOIN person_eras AS e USING (official_id);

CREATE TEMP TABLE person_forms AS
SELECT CAST(row_number() OVER (ORDER BY name_no, office_no, copy_no, era, pin) - 1 AS INTEGER) AS form_no, *
FROM (
    SELECT
        name_no,
        office_no,
        copy_no,
        era,
        pin,
        min(day) AS first_day,
        max(day) AS last_day,
        min(coalesce(CAST(day AS VARCHAR), '9999-12-31') || ' ' || official_id) AS first_report,
        count(DISTINCT article_no) AS article_count,
        count(*) AS row_count
    FROM person_keyed
    GROUP BY ALL
);

CREATE TEMP TABLE person_rows AS
SELECT k.official_id, k.article_no, k.day, f.form_no
FROM person_keyed AS k
JOIN person_forms AS f USING (name_no, office_no, copy_no, era, pin);

DROP TABLE person_told CASCADE;
