-- Persons across articles (warehouse/persons.py, docs/persons.md): who is who, how sure, and which offices they held.

CREATE TABLE named.persons (
    person_id VARCHAR NOT NULL CHECK (regexp_full_match(person_id, 'p-[0-9a-f]{16}')),
    name VARCHAR NOT NULL CHECK (name <> ''),
    first_date DATE,
    last_date DATE,
    article_count INTEGER NOT NULL CHECK (article_count >= 1),
    is_protected BOOLEAN NOT NULL DEFAULT true,
    pseudonym VARCHAR,
    CHECK ((first_date IS NULL) = (last_date IS NULL)),
    CHECK (last_date >= first_date)
);
COMMENT ON TABLE named.persons IS 'Persons told apart across articles, one row each: the same person under spellings and in several offices. Found by rule, not by register: official_persons has score and reason of each join.';
COMMENT ON COLUMN named.persons.person_id IS 'p- and 16 hex digits of the SHA-256 of the official_id of the earliest report; it says nothing of the name. Later articles do not change it.';
COMMENT ON COLUMN named.persons.name IS 'Name in print: of the full names the one in most articles, then the longest.';
COMMENT ON COLUMN named.persons.first_date IS 'Day of the earliest report that names the person, NULL where no report has a day.';
COMMENT ON COLUMN named.persons.last_date IS 'Day of the latest.';
COMMENT ON COLUMN named.persons.article_count IS 'Articles that name the person, copies included.';
COMMENT ON COLUMN named.persons.is_protected IS 'Low in rank and named only in allegations in all articles: not to be shown by name. True until that was looked at.';
COMMENT ON COLUMN named.persons.pseudonym IS 'What stands for the name of a protected person, NULL for others.';

CREATE TABLE official_persons (
    official_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 1),
    reason VARCHAR NOT NULL CHECK (reason <> '')
);
COMMENT ON TABLE official_persons IS 'Which person each row of officials is: one row for every official_id, none left out.';
COMMENT ON COLUMN official_persons.official_id IS 'The person in an article.';
COMMENT ON COLUMN official_persons.person_id IS 'The person across articles.';
COMMENT ON COLUMN official_persons.score IS 'How well supported it is that this row is the person of the first report, 0 to 1: the weakest link on the way there. An order, not a probability.';
COMMENT ON COLUMN official_persons.reason IS 'That link: how the names agree, then what supports it ("same name, same office", "initial, same office", ...); first report; alone (no other row); correction.';

CREATE TABLE offices (
    person_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN (
        'governor', 'vice_governor', 'mayor', 'vice_mayor', 'regent', 'vice_regent', 'regional_secretary', 'assistant',
        'agency_head', 'department_head', 'inspector', 'division_head', 'district_head', 'village_head', 'bawaslu',
        'kpu', 'kasn', 'minister', 'ministry_official', 'legislator', 'police', 'military', 'prosecutor', 'party',
        'candidate', 'academic', 'civil_society', 'asn', 'other')),
    acting VARCHAR CHECK (acting IN ('pj', 'pjs', 'plt', 'plh', 'former')),
    region_code VARCHAR,
    first_date DATE,
    last_date DATE,
    article_count INTEGER NOT NULL CHECK (article_count >= 1),
    CHECK ((first_date IS NULL) = (last_date IS NULL)),
    CHECK (last_date >= first_date)
);
COMMENT ON TABLE offices IS 'Offices in which reports name a person: one row per person, role, acting and region_code. When it was reported, not when it was held.';
COMMENT ON COLUMN offices.person_id IS 'The person.';
COMMENT ON COLUMN offices.role IS 'Kind of office, as in officials.';
COMMENT ON COLUMN offices.acting IS 'Kind of acting appointment, former, or NULL.';
COMMENT ON COLUMN offices.region_code IS 'Jurisdiction of the office, NULL where no text tells.';
COMMENT ON COLUMN offices.first_date IS 'Day of the earliest report in this office, NULL where no report has a day.';
COMMENT ON COLUMN offices.last_date IS 'Day of the latest.';
COMMENT ON COLUMN offices.article_count IS 'Articles that name the person in it.';
