-- Corrections by hand (warehouse/corrections.py, docs/corrections.md) and whose name is covered (warehouse/privacy.py,
-- docs/privacy.md). Tables with names stand in the schema `named`, which is there before.

CREATE TABLE named.corrections (
    correction_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN (
        'fix', 'drop', 'confirm', 'add', 'article', 'withdraw', 'merge_persons', 'split_persons', 'merge_cases',
        'split_cases', 'protect')),
    article_id VARCHAR,
    target VARCHAR NOT NULL,
    field VARCHAR,
    old VARCHAR,
    new VARCHAR,
    made_by VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    why VARCHAR NOT NULL,
    source VARCHAR,
    is_applied BOOLEAN NOT NULL,
    note VARCHAR,
    masked_target VARCHAR,
    masked_old VARCHAR,
    masked_new VARCHAR,
    masked_why VARCHAR,
    masked_source VARCHAR,
    masked_note VARCHAR,
    CHECK (is_applied OR note IS NOT NULL)
);
COMMENT ON TABLE named.corrections IS 'Corrections by hand, one row per entry of the corrections file, whether they found their place or not.';
COMMENT ON COLUMN named.corrections.correction_id IS 'Its id in the file; an item that it changed or confirmed has the rule "correction:" and this id.';
COMMENT ON COLUMN named.corrections.kind IS 'fix, drop, confirm, add (an item), article (a field of it), withdraw (an article), merge_persons, split_persons, merge_cases, split_cases, protect.';
COMMENT ON COLUMN named.corrections.article_id IS 'The article; NULL where it is about persons or cases.';
COMMENT ON COLUMN named.corrections.target IS 'What it is about: an item with its words, persons, cases; "article" for an article as a whole.';
COMMENT ON COLUMN named.corrections.field IS 'The field that was set, NULL where none was.';
COMMENT ON COLUMN named.corrections.old IS 'What was read, NULL where nothing was or the kind has no such value.';
COMMENT ON COLUMN named.corrections.new IS 'What is right, NULL for nothing.';
COMMENT ON COLUMN named.corrections.made_by IS 'Who made it.';
COMMENT ON COLUMN named.corrections.made_on IS 'The day it was made.';
COMMENT ON COLUMN named.corrections.why IS 'The reason.';
COMMENT ON COLUMN named.corrections.source IS 'Where that can be checked, NULL where none is given.';
COMMENT ON COLUMN named.corrections.is_applied IS 'Whether it found its place in this build.';
COMMENT ON COLUMN named.corrections.note IS 'Why it was not applied, or what came with it.';
COMMENT ON COLUMN named.corrections.masked_target IS 'What everybody reads there instead, NULL where it stays.';
COMMENT ON COLUMN named.corrections.masked_old IS 'What everybody reads there instead, NULL where it stays.';
COMMENT ON COLUMN named.corrections.masked_new IS 'What everybody reads there instead, NULL where it stays.';
COMMENT ON COLUMN named.corrections.masked_why IS 'What everybody reads there instead, NULL where it stays.';
COMMENT ON COLUMN named.corrections.masked_source IS 'What everybody reads there instead, NULL where it stays.';
COMMENT ON COLUMN named.corrections.masked_note IS 'What everybody reads there instead, NULL where it stays.';

CREATE TABLE protections (
    person_id VARCHAR NOT NULL,
    is_protected BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL CHECK (reason IN ('asn', 'alleged', 'office', 'decision', 'correction')),
    article_id VARCHAR NOT NULL,
    official_id VARCHAR NOT NULL,
    sentence_no INTEGER
);
COMMENT ON TABLE protections IS 'Whose name is covered, and why: one row per person who would be protected in at least one article. Persons without a row are named.';
COMMENT ON COLUMN protections.person_id IS 'The person; the official_id where a row of officials has no person.';
COMMENT ON COLUMN protections.is_protected IS 'Whether the name is covered in all articles.';
COMMENT ON COLUMN protections.reason IS 'Covered: asn (a civil servant without office), alleged (low in rank, named in an article that tells an allegation). Named in spite of that: office (a senior one in some article), decision (a finding or sanction of a body). Either: correction.';
COMMENT ON COLUMN protections.article_id IS 'The article that tells it.';
COMMENT ON COLUMN protections.official_id IS 'The person in that article.';
COMMENT ON COLUMN protections.sentence_no IS 'The sentence: of the allegation, or of the decision; NULL for the other reasons.';

CREATE TABLE named.masked_spans (
    article_id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    CHECK (0 <= start_char AND start_char < end_char)
);
COMMENT ON TABLE named.masked_spans IS 'Stretches of texts over which blocks stand: one row each, none touching another.';
COMMENT ON COLUMN named.masked_spans.article_id IS 'The article.';
COMMENT ON COLUMN named.masked_spans.version IS 'The version of its text.';
COMMENT ON COLUMN named.masked_spans.start_char IS 'First character, from 0, in code points.';
COMMENT ON COLUMN named.masked_spans.end_char IS 'Character after the last.';
