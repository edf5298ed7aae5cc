-- The tables that are filled from articles and annotations; `schema/` has those that are made of them. Every table and
-- column is commented: together the comments are the data dictionary (`SELECT * FROM data_dictionary`). Tables that hold
-- names lie in the schema `named`; `main` shows them through views that mask protected names. Tables that grow with the
-- articles have no keys of the database's (their indexes would not fit into memory at a million articles): the build
-- checks the keys of `keys.toml` instead, before a file is swapped in. Offsets count Unicode code points in articles.text, from 0, the end exclusive:
-- the annotation's `start` and `end`, named start_char and end_char here because END is a reserved word of SQL.
-- The lists in the CHECKs are those of domain.toml; a test compares them.

CREATE SCHEMA named;

CREATE TABLE dataset (
    is_demonstration BOOLEAN NOT NULL,
    built_at TIMESTAMP NOT NULL,
    schema_version INTEGER NOT NULL,
    build_version VARCHAR NOT NULL,
    pipeline VARCHAR,
    article_count INTEGER NOT NULL,
    story_count INTEGER NOT NULL,
    older_version_count INTEGER NOT NULL,
    skipped_article_count INTEGER NOT NULL,
    previous_built_at TIMESTAMP
);
COMMENT ON TABLE dataset IS 'One row: what this file was built from, and when.';
COMMENT ON COLUMN dataset.is_demonstration IS 'True where the articles are invented: then that must be said wherever they are shown.';
COMMENT ON COLUMN dataset.built_at IS 'When the build began, UTC. With previous_built_at the only value that differs between two builds of the same input.';
COMMENT ON COLUMN dataset.schema_version IS 'Number of this set of tables; readers refuse a file of another number.';
COMMENT ON COLUMN dataset.build_version IS 'Names the code and the reference data that the tables were made with; a build adds to a file of its own version alone and makes any other anew.';
COMMENT ON COLUMN dataset.pipeline IS 'Version of the reading pipeline; several are joined by a comma. NULL where no article was loaded.';
COMMENT ON COLUMN dataset.article_count IS 'Rows of articles.';
COMMENT ON COLUMN dataset.story_count IS 'Rows of stories.';
COMMENT ON COLUMN dataset.older_version_count IS 'Earlier versions of the same articles, not loaded: the newest one stands.';
COMMENT ON COLUMN dataset.skipped_article_count IS 'Rows of skipped_articles.';
COMMENT ON COLUMN dataset.previous_built_at IS 'When the last build before the newest articles came in began, UTC: what was imported since is new. NULL where no earlier build is known.';

CREATE TABLE build_inputs (
    article_id VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL
);
COMMENT ON TABLE build_inputs IS 'What the rows of each article were made from: one row per article, those that could not be loaded included. The next build reads only what differs.';
COMMENT ON COLUMN build_inputs.article_id IS 'The article.';
COMMENT ON COLUMN build_inputs.fingerprint IS 'Version of the text, pipeline, times of import and of withdrawal, and the corrections that name the article.';

CREATE TABLE named.article_versions (
    article_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    version_no INTEGER NOT NULL CHECK (version_no >= 1),
    is_newest BOOLEAN NOT NULL,
    imported_at TIMESTAMP,
    title VARCHAR,
    text VARCHAR,
    CHECK (is_newest = (text IS NULL))
);
COMMENT ON TABLE named.article_versions IS 'Every version of every article that came in: one row per article and text.';
COMMENT ON COLUMN named.article_versions.article_id IS 'The article.';
COMMENT ON COLUMN named.article_versions.version IS 'First 16 hex digits of the SHA-256 of the text.';
COMMENT ON COLUMN named.article_versions.version_no IS 'Number in the order of coming in, from 1.';
COMMENT ON COLUMN named.article_versions.is_newest IS 'True for the version that articles shows and everything is counted from.';
COMMENT ON COLUMN named.article_versions.imported_at IS 'When this text first came in, UTC; NULL where unknown.';
COMMENT ON COLUMN named.article_versions.title IS 'Title that came with it, NULL where unknown.';
COMMENT ON COLUMN named.article_versions.text IS 'The text of an older version; NULL for the newest, whose text is in articles.';

CREATE TABLE article_copies (
    article_id VARCHAR NOT NULL,
    copy_of VARCHAR NOT NULL,
    share DOUBLE NOT NULL CHECK (share > 0 AND share <= 1)
);
COMMENT ON TABLE article_copies IS 'Why an article is folded into a story: one row per article that copies an earlier one.';
COMMENT ON COLUMN article_copies.article_id IS 'The later article.';
COMMENT ON COLUMN article_copies.copy_of IS 'The earlier article that it shares most with.';
COMMENT ON COLUMN article_copies.share IS 'Share of the shorter text''s runs of three words that stand in the other, 0 to 1.';

CREATE TABLE skipped_articles (
    article_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE skipped_articles IS 'Articles that could not be loaded: one row each, so that nothing is silently missing.';
COMMENT ON COLUMN skipped_articles.article_id IS 'Id of the article; it has no row in articles.';
COMMENT ON COLUMN skipped_articles.version IS 'Version of its text (first 16 hex digits of the SHA-256).';
COMMENT ON COLUMN skipped_articles.reason IS 'Why: no annotation of this version, or the value that does not fit.';

CREATE TABLE provinces (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL
);
COMMENT ON TABLE provinces IS 'The 38 provinces, one row each.';
COMMENT ON COLUMN provinces.code IS 'Kemendagri code, two digits as text: 14 is Riau.';
COMMENT ON COLUMN provinces.name IS 'Name of the province.';

CREATE TABLE regions (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('nation', 'province', 'regency', 'city')),
    province_code VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    population BIGINT,
    capital VARCHAR,
    CHECK ((province_code IS NULL) = (level = 'nation'))
);
COMMENT ON TABLE regions IS 'Administrative areas, one row each: Indonesia ("00"), 38 provinces, 514 regencies and cities.';
COMMENT ON COLUMN regions.code IS 'Kemendagri code as text: 14 Riau, 14.71 Kota Pekanbaru, 00 the nation as a whole.';
COMMENT ON COLUMN regions.name IS 'Name of the area, with Kabupaten or Kota.';
COMMENT ON COLUMN regions.level IS 'nation, province, regency or city.';
COMMENT ON COLUMN regions.province_code IS 'Province the area lies in; for a province its own code, NULL for the nation.';
COMMENT ON COLUMN regions.lat IS 'Latitude of the seat of government, degrees.';
COMMENT ON COLUMN regions.lon IS 'Longitude of the seat of government, degrees.';
COMMENT ON COLUMN regions.population IS 'Inhabitants.';
COMMENT ON COLUMN regions.capital IS 'Name of the seat of government.';

CREATE TABLE outlets (
    outlet_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    host VARCHAR,
    region_code VARCHAR
);
COMMENT ON TABLE outlets IS 'News outlets, one row each.';
COMMENT ON COLUMN outlets.outlet_id IS 'Host name without www. where an address is known, else the name in lower case with hyphens.';
COMMENT ON COLUMN outlets.name IS 'Name as the articles give it most often; the host where none does.';
COMMENT ON COLUMN outlets.host IS 'Host name without www., NULL where no address is known.';
COMMENT ON COLUMN outlets.region_code IS 'Home area, NULL where unknown.';

CREATE TABLE elections (
    election_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(election_id, '(pilkada|pemilu)-\d{4}')),
    kind VARCHAR NOT NULL CHECK (kind IN ('pilkada', 'pemilu')),
    year INTEGER NOT NULL,
    name_id VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    voting_date DATE
);
COMMENT ON TABLE elections IS 'Elections, one row each: those of the calendar, and any other that an article names.';
COMMENT ON COLUMN elections.election_id IS 'Such as pilkada-2024.';
COMMENT ON COLUMN elections.kind IS 'pilkada: heads of regions; pemilu: president and legislatures.';
COMMENT ON COLUMN elections.year IS 'Year of the vote.';
COMMENT ON COLUMN elections.name_id IS 'Name in Indonesian.';
COMMENT ON COLUMN elections.name_en IS 'Name in English.';
COMMENT ON COLUMN elections.voting_date IS 'Voting day; NULL for an election outside the calendar.';

CREATE TABLE election_stages (
    election_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    source VARCHAR,
    PRIMARY KEY (election_id, stage, start_date),
    CHECK (end_date >= start_date)
);
COMMENT ON TABLE election_stages IS 'Election calendar: one row per stage (candidacy, campaign, quiet period, voting, ...).';
COMMENT ON COLUMN election_stages.election_id IS 'The election.';
COMMENT ON COLUMN election_stages.stage IS 'Name of the stage as in the calendar file.';
COMMENT ON COLUMN election_stages.start_date IS 'First day.';
COMMENT ON COLUMN election_stages.end_date IS 'Last day, inclusive.';
COMMENT ON COLUMN election_stages.source IS 'The regulation or page the dates are from.';

CREATE TABLE stories (
    story_id VARCHAR NOT NULL,
    first_article_id VARCHAR NOT NULL,
    article_count INTEGER NOT NULL CHECK (article_count >= 1),
    CHECK (story_id = first_article_id)
);
COMMENT ON TABLE stories IS 'Independent stories: an article with its copies (wire copy, press releases), folded by near-duplicate text.';
COMMENT ON COLUMN stories.story_id IS 'The id of the story''s earliest article.';
COMMENT ON COLUMN stories.first_article_id IS 'The earliest article, of articles.article_id. No foreign key: articles already refers to stories, and DuckDB has no deferred ones; the build checks it.';
COMMENT ON COLUMN stories.article_count IS 'Articles of the story, the first included.';

CREATE TABLE named.articles (
    article_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    url VARCHAR,
    title VARCHAR,
    display_title VARCHAR NOT NULL,
    published VARCHAR,
    published_at TIMESTAMP,
    updated VARCHAR,
    report_date DATE,
    report_date_source VARCHAR CHECK (report_date_source IN ('published', 'statement', 'event')),
    outlet_id VARCHAR,
    outlet_host VARCHAR,
    outlet_printed VARCHAR,
    outlet_region_printed VARCHAR,
    author VARCHAR,
    editor VARCHAR,
    section VARCHAR,
    tags VARCHAR[] NOT NULL,
    is_paid BOOLEAN,
    language VARCHAR,
    -- Packed, a few texts of a million take half a second to fetch; plain, 35 ms.
    text VARCHAR NOT NULL USING COMPRESSION uncompressed,
    word_count INTEGER NOT NULL,
    relevance VARCHAR NOT NULL CHECK (relevance IN ('core', 'mention', 'none')),
    relevance_confidence DOUBLE CHECK (relevance_confidence BETWEEN 0 AND 1),
    story_id VARCHAR NOT NULL,
    source VARCHAR,
    imported_at TIMESTAMP,
    withdrawn_at TIMESTAMP,
    pipeline VARCHAR NOT NULL,
    CHECK ((report_date IS NULL) = (report_date_source IS NULL))
);
COMMENT ON TABLE named.articles IS 'Articles, one row each, in their newest version.';
COMMENT ON COLUMN named.articles.article_id IS 'Id of the article through all stages.';
COMMENT ON COLUMN named.articles.version IS 'First 16 hex digits of the SHA-256 of the text.';
COMMENT ON COLUMN named.articles.url IS 'Address, NULL where unknown.';
COMMENT ON COLUMN named.articles.title IS 'Title, NULL where unknown.';
COMMENT ON COLUMN named.articles.display_title IS 'The title; where there is none, the beginning of the first sentence.';
COMMENT ON COLUMN named.articles.published IS 'Time of publication as the page gives it, ISO 8601, with its zone where known.';
COMMENT ON COLUMN named.articles.published_at IS 'The same in UTC, without zone; a time printed without a zone is taken as WIB. NULL where it is no time.';
COMMENT ON COLUMN named.articles.updated IS 'When the page says that it was changed, ISO 8601; NULL where it says nothing.';
COMMENT ON COLUMN named.articles.report_date IS 'The day the report speaks of: of publication (in the page''s own zone); else the latest day of a statement; else the first day of an event in reading order. NULL where the text gives no day.';
COMMENT ON COLUMN named.articles.report_date_source IS 'Where report_date is from: published, statement or event.';
COMMENT ON COLUMN named.articles.outlet_id IS 'The outlet, NULL where unknown.';
COMMENT ON COLUMN named.articles.outlet_host IS 'Host of the address, without www.; NULL where no address is known.';
COMMENT ON COLUMN named.articles.outlet_printed IS 'Name of the outlet as it came with the article.';
COMMENT ON COLUMN named.articles.outlet_region_printed IS 'Home area of the outlet as it came with the article.';
COMMENT ON COLUMN named.articles.author IS 'Author as printed.';
COMMENT ON COLUMN named.articles.editor IS 'Editor as printed.';
COMMENT ON COLUMN named.articles.section IS 'Section of the outlet that it was filed under, as printed; NULL where unknown.';
COMMENT ON COLUMN named.articles.tags IS 'Tags as printed, in their order, without a hash; an empty list where there are none.';
COMMENT ON COLUMN named.articles.is_paid IS 'True where the outlet says that it was paid for (advertorial, pariwara); false where its page says nothing of it; NULL where no page was seen.';
COMMENT ON COLUMN named.articles.language IS 'Language of the text, ISO 639-1: id, ms, en, jv, su; NULL where its words tell none.';
COMMENT ON COLUMN named.articles.text IS 'The text that all offsets point into, never changed.';
COMMENT ON COLUMN named.articles.word_count IS 'Words of the text, split at white space, page residue included.';
COMMENT ON COLUMN named.articles.relevance IS 'core: neutrality of civil servants in an election is a main subject; mention: it comes up in passing; none.';
COMMENT ON COLUMN named.articles.relevance_confidence IS 'Calibrated probability that the relevance is right, 0 to 1.';
COMMENT ON COLUMN named.articles.story_id IS 'The independent story the article belongs to.';
COMMENT ON COLUMN named.articles.source IS 'Where the article came from: a file with its line, or an address.';
COMMENT ON COLUMN named.articles.imported_at IS 'When it came in, UTC; NULL where unknown.';
COMMENT ON COLUMN named.articles.withdrawn_at IS 'When a crawl first found that the outlet no longer shows it, UTC; NULL where it stands, or nobody looked again.';
COMMENT ON COLUMN named.articles.pipeline IS 'Version of the pipeline that read it.';

CREATE TABLE sentences (
    article_id VARCHAR NOT NULL,
    sentence_no INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    is_residue BOOLEAN NOT NULL,
    CHECK (0 <= start_char AND start_char < end_char)
);
COMMENT ON TABLE sentences IS 'Sentences of each article, in order. Their text: view sentence_texts.';
COMMENT ON COLUMN sentences.article_id IS 'The article.';
COMMENT ON COLUMN sentences.sentence_no IS 'Place in the article, from 1.';
COMMENT ON COLUMN sentences.paragraph IS 'Paragraph, from 0.';
COMMENT ON COLUMN sentences.start_char IS 'First character, from 0.';
COMMENT ON COLUMN sentences.end_char IS 'Character after the last.';
COMMENT ON COLUMN sentences.is_residue IS 'True for page residue (share boxes, related links), which is not read.';

CREATE TABLE article_primary_regions (
    article_id VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL
);
COMMENT ON TABLE article_primary_regions IS 'Areas whose government, supervisor or staff an article is about: one row per article and area.';
COMMENT ON COLUMN article_primary_regions.article_id IS 'The article.';
COMMENT ON COLUMN article_primary_regions.region_code IS 'The area, at its most specific level.';

CREATE TABLE article_regions (
    article_region_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE article_regions IS 'Areas that an article names, the primary ones included: one row per article and area.';
COMMENT ON COLUMN article_regions.article_region_id IS 'article_id#r and a number from 1.';
COMMENT ON COLUMN article_regions.article_id IS 'The article.';
COMMENT ON COLUMN article_regions.region_code IS 'The area.';
COMMENT ON COLUMN article_regions.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN article_regions.end_char IS 'Character after the last.';
COMMENT ON COLUMN article_regions.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN article_regions.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN article_regions.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE article_elections (
    article_election_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    election_id VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE article_elections IS 'Elections that an article names: one row per article and election.';
COMMENT ON COLUMN article_elections.article_election_id IS 'article_id#e and a number from 1.';
COMMENT ON COLUMN article_elections.article_id IS 'The article.';
COMMENT ON COLUMN article_elections.election_id IS 'The election.';
COMMENT ON COLUMN article_elections.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN article_elections.end_char IS 'Character after the last.';
COMMENT ON COLUMN article_elections.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN article_elections.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN article_elections.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE named.officials (
    official_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN (
        'governor', 'vice_governor', 'mayor', 'vice_mayor', 'regent', 'vice_regent', 'regional_secretary', 'assistant',
        'agency_head', 'department_head', 'inspector', 'division_head', 'district_head', 'village_head', 'bawaslu',
        'kpu', 'kasn', 'minister', 'ministry_official', 'legislator', 'police', 'military', 'prosecutor', 'party',
        'candidate', 'academic', 'civil_society', 'asn', 'other')),
    acting VARCHAR CHECK (acting IN ('pj', 'pjs', 'plt', 'plh', 'former')),
    region_code VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE named.officials IS 'Persons named in a public capacity: one row per person and article.';
COMMENT ON COLUMN named.officials.official_id IS 'article_id#o and a number from 1.';
COMMENT ON COLUMN named.officials.article_id IS 'The article.';
COMMENT ON COLUMN named.officials.name IS 'Longest form in the article, without honorifics and degrees.';
COMMENT ON COLUMN named.officials.role IS 'Kind of office, as in the domain page: mayor, regional_secretary, bawaslu, ...';
COMMENT ON COLUMN named.officials.acting IS 'pj, pjs, plt, plh (acting, by kind of appointment), former, or NULL.';
COMMENT ON COLUMN named.officials.region_code IS 'Jurisdiction of the office, 00 for national bodies, NULL where the text does not tell.';
COMMENT ON COLUMN named.officials.start_char IS 'First character of office and name together, from 0.';
COMMENT ON COLUMN named.officials.end_char IS 'Character after the last.';
COMMENT ON COLUMN named.officials.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN named.officials.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN named.officials.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE named.mentions (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    official_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE named.mentions IS 'Places where an article names an official, one row each.';
COMMENT ON COLUMN named.mentions.mention_id IS 'official_id. and a number from 1.';
COMMENT ON COLUMN named.mentions.article_id IS 'The article.';
COMMENT ON COLUMN named.mentions.official_id IS 'The person.';
COMMENT ON COLUMN named.mentions.text IS 'The words, as printed.';
COMMENT ON COLUMN named.mentions.start_char IS 'First character, from 0.';
COMMENT ON COLUMN named.mentions.end_char IS 'Character after the last.';

CREATE TABLE dates (
    date_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    first_date DATE NOT NULL,
    last_date DATE NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN (
        'statement', 'event', 'document', 'voting_day', 'campaign_period', 'deadline', 'other')),
    text VARCHAR NOT NULL,
    weekday_differs BOOLEAN NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char),
    CHECK (first_date <= last_date)
);
COMMENT ON TABLE dates IS 'Calendar references in articles, one row each.';
COMMENT ON COLUMN dates.date_id IS 'article_id#d and a number from 1.';
COMMENT ON COLUMN dates.article_id IS 'The article.';
COMMENT ON COLUMN dates.value IS 'ISO 8601 as precise as the text: a day, a month, a year, or a range "from/to".';
COMMENT ON COLUMN dates.first_date IS 'First day that the value covers.';
COMMENT ON COLUMN dates.last_date IS 'Last day that the value covers.';
COMMENT ON COLUMN dates.role IS 'What the day is: statement, event, document, voting_day, campaign_period, deadline, other.';
COMMENT ON COLUMN dates.text IS 'The words, as printed.';
COMMENT ON COLUMN dates.weekday_differs IS 'True for a misprint: the weekday printed with the date is not that day''s.';
COMMENT ON COLUMN dates.start_char IS 'First character, from 0.';
COMMENT ON COLUMN dates.end_char IS 'Character after the last.';
COMMENT ON COLUMN dates.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN dates.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN dates.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE measures (
    measure_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN (
        'pledge', 'integrity_pact', 'circular', 'regulation', 'outreach', 'reminder', 'monitoring', 'coordination',
        'publicity', 'reporting_channel', 'investigation', 'referral', 'sanction_imposed', 'sanction_warning',
        'leave_or_resignation', 'prosecution')),
    status VARCHAR NOT NULL CHECK (status IN ('taken', 'planned', 'called_for')),
    actor VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE measures IS 'What is done, or to be done, about neutrality: one row per article, type, status and actor.';
COMMENT ON COLUMN measures.measure_id IS 'article_id#m and a number from 1.';
COMMENT ON COLUMN measures.article_id IS 'The article.';
COMMENT ON COLUMN measures.type IS 'Kind of measure, as in the domain page: pledge, circular, referral, ...';
COMMENT ON COLUMN measures.status IS 'taken (done or in force), planned, or called_for (someone asks another to do it).';
COMMENT ON COLUMN measures.actor IS 'The body that does it, NULL where the text does not tell.';
COMMENT ON COLUMN measures.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN measures.end_char IS 'Character after the last.';
COMMENT ON COLUMN measures.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN measures.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN measures.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE violations (
    violation_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN (
        'social_media', 'campaigning', 'candidate_support', 'attributes', 'attendance', 'gesture', 'policy_abuse',
        'state_facilities', 'party_membership', 'approaching_party', 'money_politics', 'intimidation',
        'hate_or_hoax', 'other')),
    status VARCHAR NOT NULL CHECK (status IN ('prohibited', 'alleged', 'proven')),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE violations IS 'Conduct that breaks or would break neutrality: one row per article, type and status. Rows of different status are never to be summed.';
COMMENT ON COLUMN violations.violation_id IS 'article_id#v and a number from 1.';
COMMENT ON COLUMN violations.article_id IS 'The article.';
COMMENT ON COLUMN violations.type IS 'Kind of conduct, as in the domain page: social_media, campaigning, ...';
COMMENT ON COLUMN violations.status IS 'prohibited (a rule recited), alleged, or proven: three different things.';
COMMENT ON COLUMN violations.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN violations.end_char IS 'Character after the last.';
COMMENT ON COLUMN violations.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN violations.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN violations.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE legal_citations (
    legal_citation_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    citation VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE legal_citations IS 'Laws and rules cited, one row each.';
COMMENT ON COLUMN legal_citations.legal_citation_id IS 'article_id#l and a number from 1.';
COMMENT ON COLUMN legal_citations.article_id IS 'The article.';
COMMENT ON COLUMN legal_citations.citation IS 'Short form: UU 20/2023.';
COMMENT ON COLUMN legal_citations.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN legal_citations.end_char IS 'Character after the last.';
COMMENT ON COLUMN legal_citations.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN legal_citations.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN legal_citations.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE laws (
    citation VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    in_force_from DATE,
    repealed_by VARCHAR,
    source VARCHAR
);
COMMENT ON TABLE laws IS 'Plain names of the laws and rules that the subject cites most, one row each; not every cited law has one.';
COMMENT ON COLUMN laws.citation IS 'Short form as in legal_citations: UU 20/2023.';
COMMENT ON COLUMN laws.name IS 'Plain Indonesian name: what the law is about.';
COMMENT ON COLUMN laws.in_force_from IS 'First day in force, NULL where not known.';
COMMENT ON COLUMN laws.repealed_by IS 'Short form of the law that took its place, NULL where it is in force or not known.';
COMMENT ON COLUMN laws.source IS 'Address of an official text; NULL where name and date were not checked against one.';

CREATE TABLE documents (
    document_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE documents IS 'Letters and circulars named by their number, one row each.';
COMMENT ON COLUMN documents.document_id IS 'article_id#n and a number from 1.';
COMMENT ON COLUMN documents.article_id IS 'The article.';
COMMENT ON COLUMN documents.number IS 'The number, as printed.';
COMMENT ON COLUMN documents.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN documents.end_char IS 'Character after the last.';
COMMENT ON COLUMN documents.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN documents.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN documents.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE named.quotes (
    quote_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    speaker VARCHAR,
    speaker_official_id VARCHAR,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char),
    CHECK ((speaker IS NULL) = (speaker_official_id IS NULL))
);
COMMENT ON TABLE named.quotes IS 'Direct quotations, one row each.';
COMMENT ON COLUMN named.quotes.quote_id IS 'article_id#q and a number from 1.';
COMMENT ON COLUMN named.quotes.article_id IS 'The article.';
COMMENT ON COLUMN named.quotes.speaker IS 'Name of the speaker as in officials, NULL where no named official speaks.';
COMMENT ON COLUMN named.quotes.speaker_official_id IS 'The speaker, of the same article.';
COMMENT ON COLUMN named.quotes.text IS 'The words between the marks, as printed.';
COMMENT ON COLUMN named.quotes.start_char IS 'First character, from 0.';
COMMENT ON COLUMN named.quotes.end_char IS 'Character after the last.';
COMMENT ON COLUMN named.quotes.sentence_no IS 'Sentence in which the quotation begins.';
COMMENT ON COLUMN named.quotes.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN named.quotes.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE named.statements (
    statement_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    speaker VARCHAR,
    speaker_official_id VARCHAR,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char),
    CHECK ((speaker IS NULL) = (speaker_official_id IS NULL))
);
COMMENT ON TABLE named.statements IS 'Reported speech: what the text says that somebody said, in the paper''s words; one row each, apart from quotes.';
COMMENT ON COLUMN named.statements.statement_id IS 'article_id#s and a number from 1.';
COMMENT ON COLUMN named.statements.article_id IS 'The article.';
COMMENT ON COLUMN named.statements.speaker IS 'Name of the speaker as in officials, NULL where no named official speaks.';
COMMENT ON COLUMN named.statements.speaker_official_id IS 'The speaker, of the same article.';
COMMENT ON COLUMN named.statements.text IS 'The reported clause, as printed, without who says it.';
COMMENT ON COLUMN named.statements.start_char IS 'First character, from 0.';
COMMENT ON COLUMN named.statements.end_char IS 'Character after the last.';
COMMENT ON COLUMN named.statements.sentence_no IS 'Sentence in which it begins.';
COMMENT ON COLUMN named.statements.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN named.statements.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE totals (
    total_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    what VARCHAR NOT NULL CHECK (what IN ('asn', 'village_officials', 'reports', 'cases', 'other_officials')),
    state VARCHAR NOT NULL CHECK (state IN ('reported', 'found', 'alleged', 'processed', 'recommended', 'proven', 'sanctioned', 'stopped')),
    region_code VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    rule VARCHAR,
    CHECK (0 <= start_char AND start_char <= end_char)
);
COMMENT ON TABLE totals IS 'Numbers of persons or cases that somebody reports ("12 ASN dilaporkan"), one row each. No cases of their own: never add them up.';
COMMENT ON COLUMN totals.total_id IS 'article_id#t and a number from 1.';
COMMENT ON COLUMN totals.article_id IS 'The article.';
COMMENT ON COLUMN totals.count IS 'The number.';
COMMENT ON COLUMN totals.what IS 'Who or what is counted (docs/domain.md lists the values).';
COMMENT ON COLUMN totals.state IS 'How far it has come (docs/domain.md lists the values).';
COMMENT ON COLUMN totals.region_code IS 'The area that the number is about, NULL where the text does not tell.';
COMMENT ON COLUMN totals.start_char IS 'First character of the evidence, from 0.';
COMMENT ON COLUMN totals.end_char IS 'Character after the last.';
COMMENT ON COLUMN totals.sentence_no IS 'Sentence in which the evidence begins.';
COMMENT ON COLUMN totals.confidence IS 'Calibrated probability that a careful reader would annotate the same, 0 to 1 (docs/quality.md).';
COMMENT ON COLUMN totals.rule IS 'Family of the rules that found it, a colon, and what told it.';

CREATE TABLE crawl_visits (
    run_id INTEGER NOT NULL,
    crawled_at TIMESTAMP NOT NULL,
    outlet VARCHAR NOT NULL,
    outlet_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    region_code VARCHAR,
    since_date DATE,
    until_date DATE,
    is_topic BOOLEAN,
    found_count INTEGER NOT NULL,
    fetched_count INTEGER NOT NULL,
    stored_count INTEGER NOT NULL,
    new_count INTEGER NOT NULL,
    new_version_count INTEGER NOT NULL,
    unchanged_count INTEGER NOT NULL,
    known_count INTEGER NOT NULL,
    withdrawn_count INTEGER NOT NULL,
    gone_count INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    no_article_count INTEGER NOT NULL,
    text_lost_count INTEGER NOT NULL,
    without_title_count INTEGER NOT NULL,
    without_date_count INTEGER NOT NULL,
    without_author_count INTEGER,
    text_length_median INTEGER,
    last_published_date DATE,
    days_silent INTEGER,
    left_because VARCHAR,
    is_finished BOOLEAN NOT NULL,
    PRIMARY KEY (run_id, outlet),
    CHECK (stored_count = new_count + new_version_count),
    CHECK (least(found_count, fetched_count, new_count, new_version_count, unchanged_count, known_count, withdrawn_count,
        gone_count, failed_count, no_article_count, text_lost_count, without_title_count, without_date_count) >= 0)
);
COMMENT ON TABLE crawl_visits IS 'What each crawl did at each outlet: one row per run and outlet. Empty where articles came from files alone.';
COMMENT ON COLUMN crawl_visits.run_id IS 'Number of the crawl.';
COMMENT ON COLUMN crawl_visits.crawled_at IS 'When the crawl ended, UTC.';
COMMENT ON COLUMN crawl_visits.outlet IS 'The name of the outlet''s file in crawler/outlets.';
COMMENT ON COLUMN crawl_visits.outlet_id IS 'Host name without www., as in outlets; an outlet without articles stands here alone.';
COMMENT ON COLUMN crawl_visits.name IS 'Name of the outlet.';
COMMENT ON COLUMN crawl_visits.region_code IS 'Home area, NULL where unknown.';
COMMENT ON COLUMN crawl_visits.since_date IS 'First day of publication that was asked for; NULL where none was set: then the lists of the outlet decide.';
COMMENT ON COLUMN crawl_visits.until_date IS 'Last day of publication that was asked for; NULL: up to the day of the crawl.';
COMMENT ON COLUMN crawl_visits.is_topic IS 'Whether headlines that tell another subject were passed over; NULL in older reports.';
COMMENT ON COLUMN crawl_visits.found_count IS 'Addresses of articles that were found.';
COMMENT ON COLUMN crawl_visits.fetched_count IS 'Pages that were fetched.';
COMMENT ON COLUMN crawl_visits.stored_count IS 'Articles and new versions that were stored.';
COMMENT ON COLUMN crawl_visits.new_count IS 'Articles that were not there before.';
COMMENT ON COLUMN crawl_visits.new_version_count IS 'Articles whose text had changed.';
COMMENT ON COLUMN crawl_visits.unchanged_count IS 'Articles that were looked at again and had not changed.';
COMMENT ON COLUMN crawl_visits.known_count IS 'Articles that were met in lists and were not due to be looked at again.';
COMMENT ON COLUMN crawl_visits.withdrawn_count IS 'Articles that were there before and no longer are.';
COMMENT ON COLUMN crawl_visits.gone_count IS 'Pages that were not there (404, 410, or so by their headline), the withdrawn ones among them.';
COMMENT ON COLUMN crawl_visits.failed_count IS 'Requests that came to nothing: refused, barred, failed; by kind in crawl_failures.';
COMMENT ON COLUMN crawl_visits.no_article_count IS 'Pages without the text of an article.';
COMMENT ON COLUMN crawl_visits.text_lost_count IS 'Pages among them that held an article before.';
COMMENT ON COLUMN crawl_visits.without_title_count IS 'Stored articles without a title.';
COMMENT ON COLUMN crawl_visits.without_date_count IS 'Stored articles without a date of publication.';
COMMENT ON COLUMN crawl_visits.without_author_count IS 'Stored articles without an author; NULL in older reports.';
COMMENT ON COLUMN crawl_visits.text_length_median IS 'Median length of the texts that were stored, in characters; NULL where none was.';
COMMENT ON COLUMN crawl_visits.last_published_date IS 'Day of the newest article that crawls had met up to then; NULL where unknown.';
COMMENT ON COLUMN crawl_visits.days_silent IS 'Days from that day to the last that the crawl was to look at.';
COMMENT ON COLUMN crawl_visits.left_because IS 'Why the outlet was left before its end, NULL where it was not.';
COMMENT ON COLUMN crawl_visits.is_finished IS 'Whether the crawl came to its end.';

CREATE TABLE crawl_failures (
    run_id INTEGER NOT NULL,
    outlet VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    failure_count INTEGER NOT NULL CHECK (failure_count > 0),
    PRIMARY KEY (run_id, outlet, kind)
);
COMMENT ON TABLE crawl_failures IS 'Why requests of a crawl came to nothing: one row per run, outlet and kind. Their sum is failed_count of crawl_visits.';
COMMENT ON COLUMN crawl_failures.run_id IS 'Number of the crawl.';
COMMENT ON COLUMN crawl_failures.outlet IS 'The name of the outlet''s file in crawler/outlets.';
COMMENT ON COLUMN crawl_failures.kind IS 'refused (401, 403, 451), challenged, barred (robots.txt), leads away, asked to wait, a status ("status 500"), or the network''s error ("failed: TimeoutError").';
COMMENT ON COLUMN crawl_failures.failure_count IS 'Requests.';

CREATE TABLE crawl_troubles (
    run_id INTEGER NOT NULL,
    outlet VARCHAR NOT NULL,
    trouble_no INTEGER NOT NULL,
    trouble VARCHAR NOT NULL,
    PRIMARY KEY (run_id, outlet, trouble_no)
);
COMMENT ON TABLE crawl_troubles IS 'What was wrong with an outlet in a crawl, against its own history: one row per line that `make health` prints.';
COMMENT ON COLUMN crawl_troubles.run_id IS 'Number of the crawl.';
COMMENT ON COLUMN crawl_troubles.outlet IS 'The name of the outlet''s file in crawler/outlets.';
COMMENT ON COLUMN crawl_troubles.trouble_no IS 'Place in the list, from 1.';
COMMENT ON COLUMN crawl_troubles.trouble IS 'In words: what is, and what was before.';
