-- Cases: one allegation or finding over all the articles that tell it (docs/cases.md). Every row names its article and
-- the place in its text. A case is not a violation: `status` says how far it has come.

CREATE TABLE conduct_kinds (
    kind_id VARCHAR NOT NULL,
    instrument VARCHAR NOT NULL,
    breach VARCHAR NOT NULL CHECK (breach IN ('ethics', 'discipline')),
    number INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    sanction_tier VARCHAR CHECK (sanction_tier IN ('moral', 'light', 'medium', 'heavy', 'dismissal')),
    legal_basis VARCHAR,
    source_url VARCHAR NOT NULL
);
COMMENT ON TABLE conduct_kinds IS 'Kinds of breach by the joint decree SKB 2/2022 (annex II: ethics and discipline) and by PP 94/2021, Pasal 5 huruf n.';
COMMENT ON COLUMN conduct_kinds.kind_id IS 'SKB-E1 to SKB-E7 breaches of the code of ethics, SKB-D1 to SKB-D12 of discipline, PP94-5n1 to PP94-5n7.';
COMMENT ON COLUMN conduct_kinds.instrument IS 'The decree or regulation.';
COMMENT ON COLUMN conduct_kinds.breach IS 'ethics (code of ethics, PP 42/2004) or discipline (PP 94/2021).';
COMMENT ON COLUMN conduct_kinds.number IS 'Number in its list.';
COMMENT ON COLUMN conduct_kinds.title IS 'What it is, in our words.';
COMMENT ON COLUMN conduct_kinds.sanction_tier IS 'Penalty that the annex names: moral (statement, closed or open), medium, heavy, dismissal; NULL where none is given.';
COMMENT ON COLUMN conduct_kinds.legal_basis IS 'Article cited for the penalty or the prohibition, as the source gives it; NULL where it gives none.';
COMMENT ON COLUMN conduct_kinds.source_url IS 'Page that the facts were taken from.';

CREATE TABLE cases (
    case_id VARCHAR NOT NULL,
    region_code VARCHAR,
    election_id VARCHAR,
    status VARCHAR NOT NULL CHECK (status IN ('alleged', 'found', 'sanctioned', 'convicted', 'dropped')),
    office VARCHAR,
    group_words VARCHAR,
    person_count INTEGER,
    first_date DATE,
    last_date DATE,
    first_article_id VARCHAR NOT NULL,
    article_count INTEGER NOT NULL CHECK (article_count > 0),
    story_count INTEGER NOT NULL CHECK (story_count > 0),
    event_count INTEGER NOT NULL,
    CHECK (first_date <= last_date)
);
COMMENT ON TABLE cases IS 'One row per case: an allegation against a person or a described group, over all articles that tell it. Numbers reported in bulk make none (table totals).';
COMMENT ON COLUMN cases.case_id IS 'Id of the earliest account of it (case_articles.report_id).';
COMMENT ON COLUMN cases.region_code IS 'Area of the office of the accused, else where it is told to have happened, else the first that the article is about.';
COMMENT ON COLUMN cases.election_id IS 'Election it is about; NULL where no article tells.';
COMMENT ON COLUMN cases.status IS 'How far it has come: alleged (a claim, nothing found), found (breach found), sanctioned (penalty given), convicted (by a court), dropped (found not to be one, or given up). Never sum alleged or dropped with the others as violations.';
COMMENT ON COLUMN cases.office IS 'What the accused is: camat, guru, kepala sekolah, or a general word (asn); NULL where not told.';
COMMENT ON COLUMN cases.group_words IS 'The accused as described in the first article that does, as printed ("seorang lurah"); NULL where only a name is given.';
COMMENT ON COLUMN cases.person_count IS 'Persons by the account that gives the most; NULL where none tells.';
COMMENT ON COLUMN cases.first_date IS 'Day of the first report of it; NULL where undated.';
COMMENT ON COLUMN cases.last_date IS 'Day of the last report of it.';
COMMENT ON COLUMN cases.first_article_id IS 'Article of the earliest account.';
COMMENT ON COLUMN cases.article_count IS 'Articles that tell it.';
COMMENT ON COLUMN cases.story_count IS 'Independent stories among them, copies folded.';
COMMENT ON COLUMN cases.event_count IS 'Rows of case_events.';

CREATE TABLE case_articles (
    report_id VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    block VARCHAR NOT NULL,
    story_id VARCHAR,
    score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 1),
    reason VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('alleged', 'found', 'sanctioned', 'convicted', 'dropped')),
    initials VARCHAR[] NOT NULL,
    group_words VARCHAR,
    person_count INTEGER,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL CHECK (end_char > start_char),
    sentence_no INTEGER
);
COMMENT ON TABLE case_articles IS 'One row per account of a case in an article: what it was joined by, and where it stands.';
COMMENT ON COLUMN case_articles.report_id IS 'Id of the account: the article''s, #k and its place.';
COMMENT ON COLUMN case_articles.case_id IS 'Case it belongs to.';
COMMENT ON COLUMN case_articles.article_id IS 'Article that tells it.';
COMMENT ON COLUMN case_articles.block IS 'Area and election within which accounts were compared: no case reaches over it but by a correction.';
COMMENT ON COLUMN case_articles.story_id IS 'Independent story of the article: accounts of one story are copies.';
COMMENT ON COLUMN case_articles.score IS 'How surely it is of this case, 0 to 1; 1 for the account that opened the case and for corrections by hand.';
COMMENT ON COLUMN case_articles.reason IS 'Why it was joined: first report, same person, same initials and office, same words, copies of one story, corrected by hand.';
COMMENT ON COLUMN case_articles.state IS 'How far the case has come by this article alone; values as in cases.status.';
COMMENT ON COLUMN case_articles.initials IS 'Initials under which the article gives the accused; empty for none.';
COMMENT ON COLUMN case_articles.group_words IS 'The accused as described here, as printed; NULL where not.';
COMMENT ON COLUMN case_articles.person_count IS 'Persons by this account; NULL where it does not tell.';
COMMENT ON COLUMN case_articles.start_char IS 'First character of the best evidence, from 0.';
COMMENT ON COLUMN case_articles.end_char IS 'Character after the last.';
COMMENT ON COLUMN case_articles.sentence_no IS 'Sentence in which the evidence begins.';

CREATE TABLE case_persons (
    case_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    official_id VARCHAR NOT NULL,
    person_id VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL CHECK (end_char > start_char),
    sentence_no INTEGER
);
COMMENT ON TABLE case_persons IS 'Who a case is about, where an article names them: one row per account and named person. Being here is no finding: see cases.status.';
COMMENT ON COLUMN case_persons.case_id IS 'The case.';
COMMENT ON COLUMN case_persons.report_id IS 'Account of it that names the person.';
COMMENT ON COLUMN case_persons.article_id IS 'The article.';
COMMENT ON COLUMN case_persons.official_id IS 'The person in that article (officials).';
COMMENT ON COLUMN case_persons.person_id IS 'The person over all articles (persons); NULL where not resolved.';
COMMENT ON COLUMN case_persons.start_char IS 'First character of the office and name, from 0.';
COMMENT ON COLUMN case_persons.end_char IS 'Character after the last.';
COMMENT ON COLUMN case_persons.sentence_no IS 'Sentence in which they begin.';

CREATE TABLE case_conduct (
    case_conduct_id VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('alleged', 'proven')),
    skb_kind VARCHAR,
    pp94_kind VARCHAR,
    discipline_tier VARCHAR CHECK (discipline_tier IN ('moral', 'light', 'medium', 'heavy', 'dismissal')),
    skb_in_force BOOLEAN,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL CHECK (end_char > start_char),
    sentence_no INTEGER
);
COMMENT ON TABLE case_conduct IS 'What a case is about: one row per act that an account tells, with its kind by the rules. The kind is ours, read off the words; no authority decided it.';
COMMENT ON COLUMN case_conduct.case_conduct_id IS 'Id: the account''s and c with the place.';
COMMENT ON COLUMN case_conduct.case_id IS 'The case.';
COMMENT ON COLUMN case_conduct.report_id IS 'Account that tells the act.';
COMMENT ON COLUMN case_conduct.article_id IS 'The article.';
COMMENT ON COLUMN case_conduct.type IS 'Type of conduct, as in violations.';
COMMENT ON COLUMN case_conduct.status IS 'alleged or proven, by this account.';
COMMENT ON COLUMN case_conduct.skb_kind IS 'Kind by the annex of SKB 2/2022 (conduct_kinds); NULL where the words do not tell or no kind fits.';
COMMENT ON COLUMN case_conduct.pp94_kind IS 'Prohibition of PP 94/2021 Pasal 5 huruf n (conduct_kinds); NULL where none fits.';
COMMENT ON COLUMN case_conduct.discipline_tier IS 'Penalty that the annex names for the kind: moral, medium, heavy, dismissal. What was given stands in case_events.penalty_tier.';
COMMENT ON COLUMN case_conduct.skb_in_force IS 'Whether the report is of 22 September 2022 or later, the decree''s date; an older act is sorted by it for comparison only. NULL where undated.';
COMMENT ON COLUMN case_conduct.start_char IS 'First character of the evidence, from 0.';
COMMENT ON COLUMN case_conduct.end_char IS 'Character after the last.';
COMMENT ON COLUMN case_conduct.sentence_no IS 'Sentence in which the evidence begins.';

CREATE TABLE case_events (
    case_event_id VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    step VARCHAR NOT NULL CHECK (step IN ('reported', 'found', 'clarified', 'decided', 'referred', 'recommended', 'sanctioned', 'suspect', 'charged', 'convicted', 'acquitted', 'criminal_dropped', 'dropped')),
    body VARCHAR CHECK (body IN ('bawaslu', 'kasn', 'bkn', 'gakkumdu', 'court', 'prosecutor', 'police', 'inspectorate', 'appointing_official')),
    body_words VARCHAR,
    event_date DATE,
    date_precision VARCHAR NOT NULL CHECK (date_precision IN ('day', 'month', 'year', 'range', 'unknown')),
    reported_date DATE,
    penalty_tier VARCHAR CHECK (penalty_tier IN ('moral', 'light', 'medium', 'heavy')),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL CHECK (end_char > start_char),
    sentence_no INTEGER NOT NULL
);
COMMENT ON TABLE case_events IS 'Steps of the procedure as articles tell them: one row per account, step and day. Several articles may tell one step: count them by case and step.';
COMMENT ON COLUMN case_events.case_event_id IS 'Id: the account''s and e with the place.';
COMMENT ON COLUMN case_events.case_id IS 'The case.';
COMMENT ON COLUMN case_events.report_id IS 'Account that tells the step.';
COMMENT ON COLUMN case_events.article_id IS 'The article.';
COMMENT ON COLUMN case_events.step IS 'reported (complaint), found (by supervisors), clarified (summoned, heard), decided (Bawaslu''s plenary or study), referred (sent on), recommended (by KASN, since 2024 BKN), sanctioned (penalty given), suspect, charged, convicted, acquitted (criminal process), criminal_dropped (only that), dropped (no breach found, or given up).';
COMMENT ON COLUMN case_events.body IS 'Body named with the step; appointing_official is the regional head and his staff offices. NULL where the sentence names none.';
COMMENT ON COLUMN case_events.body_words IS 'That body as printed.';
COMMENT ON COLUMN case_events.event_date IS 'Day of the step, or the first of the month, year or range given; NULL where the sentence gives none.';
COMMENT ON COLUMN case_events.date_precision IS 'day, month, year, range; unknown where event_date is NULL.';
COMMENT ON COLUMN case_events.reported_date IS 'Day of the report: the step was taken by then.';
COMMENT ON COLUMN case_events.penalty_tier IS 'Tier of the penalty as the sentence names it (PP 94/2021 Pasal 8, PP 53/2010 Pasal 7; moral: PP 42/2004); NULL where it does not.';
COMMENT ON COLUMN case_events.start_char IS 'First character of the words that tell the step, from 0.';
COMMENT ON COLUMN case_events.end_char IS 'Character after the last.';
COMMENT ON COLUMN case_events.sentence_no IS 'Sentence they stand in.';

CREATE TABLE named.case_reports (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    block VARCHAR NOT NULL,
    report VARCHAR NOT NULL
);
COMMENT ON TABLE named.case_reports IS 'What articles tell of cases, as the build keeps it to join the reports of a block anew when one of them changes: one row per report.';
COMMENT ON COLUMN named.case_reports.report_id IS 'The report, as in case_articles.';
COMMENT ON COLUMN named.case_reports.article_id IS 'The article.';
COMMENT ON COLUMN named.case_reports.block IS 'Area and election: cases never reach over it.';
COMMENT ON COLUMN named.case_reports.report IS 'The report (warehouse.case_records.CaseReport) as JSON.';
