-- Reference data that does not come from articles: areas as they were, contests, official figures; and the contests that
-- articles name. The files behind them are in warehouse/gazetteer/. No foreign keys: the tests of the files check them.

CREATE TABLE region_periods (
    today_code VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('nation', 'province', 'regency', 'city')),
    province_code VARCHAR,
    valid_from DATE,
    valid_to DATE,
    is_part BOOLEAN NOT NULL,
    law VARCHAR,
    source VARCHAR,
    CHECK (valid_from <= valid_to),
    CHECK ((valid_to IS NULL) = (law IS NULL))
);
COMMENT ON TABLE region_periods IS 'Areas as they were: one row per area and time in which its name, code and province stayed the same. For the area on a day: WHERE today_code = ... AND (valid_from IS NULL OR valid_from <= day) AND (valid_to IS NULL OR day <= valid_to): always one row.';
COMMENT ON COLUMN region_periods.today_code IS 'Code by which all other tables know the area: today''s.';
COMMENT ON COLUMN region_periods.code IS 'Kemendagri code of the time: Merauke was 91.01 until July 2022 and is 93.01 since.';
COMMENT ON COLUMN region_periods.name IS 'Name of the time, with Kabupaten or Kota.';
COMMENT ON COLUMN region_periods.level IS 'nation, province, regency or city.';
COMMENT ON COLUMN region_periods.province_code IS 'Province it lay in, by the map of the time; NULL for the nation.';
COMMENT ON COLUMN region_periods.valid_from IS 'First day; NULL where it was so before the first election kept here (2015) and the day is not recorded.';
COMMENT ON COLUMN region_periods.valid_to IS 'Last day, inclusive; NULL where it is so today.';
COMMENT ON COLUMN region_periods.is_part IS 'True where the area did not exist yet: code and name are those of the area that it was made from.';
COMMENT ON COLUMN region_periods.law IS 'The law or regulation that ended it, short form; NULL where it is so today.';
COMMENT ON COLUMN region_periods.source IS 'Address of a page that gives law and day; NULL where it is so today.';

CREATE TABLE contests (
    contest_id VARCHAR PRIMARY KEY,
    election_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('pilgub', 'pilbup', 'pilwako')),
    region_code VARCHAR NOT NULL,
    region_code_then VARCHAR NOT NULL,
    name_id VARCHAR NOT NULL,
    voting_date DATE,
    source VARCHAR NOT NULL,
    UNIQUE (election_id, region_code)
);
COMMENT ON TABLE contests IS 'Contests for the head of one area, one row each: every pilkada from 2015 to 2024. A vote held again belongs to the contest it repeats.';
COMMENT ON COLUMN contests.contest_id IS 'Kind, year of the election and today''s code: pilwako-2024-14.71.';
COMMENT ON COLUMN contests.election_id IS 'The election it was part of: pilkada-2024.';
COMMENT ON COLUMN contests.kind IS 'pilgub (governor), pilbup (regent) or pilwako (mayor), each with a deputy.';
COMMENT ON COLUMN contests.region_code IS 'The area, today''s code.';
COMMENT ON COLUMN contests.region_code_then IS 'Its code on the voting day of the election: 91.01 for Merauke in 2020.';
COMMENT ON COLUMN contests.name_id IS 'Short Indonesian name, with the area''s name of the time: Pilbup Toba Samosir 2015.';
COMMENT ON COLUMN contests.voting_date IS 'Day of its first vote; NULL where that was postponed to a day not known here.';
COMMENT ON COLUMN contests.source IS 'Address of a list of the areas that voted.';

CREATE TABLE contest_votes (
    contest_vote_id VARCHAR PRIMARY KEY,
    contest_id VARCHAR NOT NULL,
    voting_date DATE,
    kind VARCHAR NOT NULL CHECK (kind IN ('vote', 'postponed', 'partial_revote', 'revote', 'new_election')),
    polling_station_count INTEGER CHECK (polling_station_count > 0),
    source VARCHAR NOT NULL
);
COMMENT ON TABLE contest_votes IS 'Days on which a contest was voted on, one row each. Re-votes are listed where a page tells of them: the list is not complete.';
COMMENT ON COLUMN contest_votes.contest_vote_id IS 'contest_id@day.';
COMMENT ON COLUMN contest_votes.contest_id IS 'The contest.';
COMMENT ON COLUMN contest_votes.voting_date IS 'The day; NULL where not known.';
COMMENT ON COLUMN contest_votes.kind IS 'vote (with all others), postponed (the first vote, on another day), partial_revote (again at some polling stations), revote (again at all), new_election (with new candidates, after the empty column won).';
COMMENT ON COLUMN contest_votes.polling_station_count IS 'Polling stations of a partial re-vote; NULL for all others.';
COMMENT ON COLUMN contest_votes.source IS 'Address of a page that tells of it.';

CREATE TABLE article_contests (
    article_contest_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    contest_id VARCHAR NOT NULL,
    printed VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    sentence_no INTEGER,
    rule VARCHAR NOT NULL,
    CHECK (0 <= start_char AND start_char < end_char)
);
COMMENT ON TABLE article_contests IS 'Places where an article names a contest ("Pilgub Riau 2024", "Pilwalkot"), one row each: count(DISTINCT article_id) counts articles.';
COMMENT ON COLUMN article_contests.article_contest_id IS 'article_id#p and a number from 1.';
COMMENT ON COLUMN article_contests.article_id IS 'The article.';
COMMENT ON COLUMN article_contests.contest_id IS 'The contest.';
COMMENT ON COLUMN article_contests.printed IS 'The words, as printed.';
COMMENT ON COLUMN article_contests.start_char IS 'First character, from 0.';
COMMENT ON COLUMN article_contests.end_char IS 'Character after the last.';
COMMENT ON COLUMN article_contests.sentence_no IS 'Sentence in which it begins.';
COMMENT ON COLUMN article_contests.rule IS 'How it was resolved: named (a region is printed) or bare (the article''s only one), a full stop, and year (printed), elections (that the article names) or day (of the report).';

CREATE TABLE official_totals (
    total_id VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL CHECK (body IN ('bawaslu', 'kasn', 'bkn', 'kemendagri', 'kpu')),
    figure INTEGER NOT NULL CHECK (figure >= 0),
    is_exact BOOLEAN NOT NULL,
    what VARCHAR NOT NULL CHECK (what IN ('asn', 'village_officials', 'reports', 'cases', 'other_officials')),
    state VARCHAR NOT NULL CHECK (state IN ('reported', 'found', 'alleged', 'processed', 'recommended', 'proven', 'sanctioned', 'stopped')),
    election_id VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    as_of_date DATE,
    said_date DATE,
    published_date DATE,
    title VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL,
    note VARCHAR,
    CHECK (as_of_date <= coalesce(said_date, published_date))
);
COMMENT ON TABLE official_totals IS 'Figures about the neutrality of civil servants that official bodies published, one row each, as press or agency printed them. Figures that contradict each other stand side by side; never add them up.';
COMMENT ON COLUMN official_totals.total_id IS 'Body, election, area and a word that tells it from the others.';
COMMENT ON COLUMN official_totals.body IS 'Who gave the figure: bawaslu, kasn, bkn, kemendagri or kpu; its offices in provinces and regencies too.';
COMMENT ON COLUMN official_totals.figure IS 'The number, exactly as printed.';
COMMENT ON COLUMN official_totals.is_exact IS 'False where the page says "more than" or "about".';
COMMENT ON COLUMN official_totals.what IS 'Who or what is counted, with the values of totals.what.';
COMMENT ON COLUMN official_totals.state IS 'How far it had come, with the values of totals.state; note tells where the page''s words fit none exactly.';
COMMENT ON COLUMN official_totals.election_id IS 'The election it is about.';
COMMENT ON COLUMN official_totals.region_code IS 'The area it covers, today''s code; 00 for the nation.';
COMMENT ON COLUMN official_totals.as_of_date IS 'Up to which day it counts, where the page says so; else NULL.';
COMMENT ON COLUMN official_totals.said_date IS 'Day on which the body gave the figure, where the page names it and shows no day of its own; else NULL.';
COMMENT ON COLUMN official_totals.published_date IS 'Day of the page; NULL where it shows none.';
COMMENT ON COLUMN official_totals.title IS 'What the figure counts, in our words.';
COMMENT ON COLUMN official_totals.source_url IS 'Address of the page that prints it.';
COMMENT ON COLUMN official_totals.note IS 'What to know before using it; NULL where nothing.';
