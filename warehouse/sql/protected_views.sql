-- The tables of schema `named` as everybody reads them, under the same names. Each has, for every column that can hold a
-- name, a column masked_...: NULL in nearly all rows, else the same text with blocks of the same length over the names,
-- so that every offset holds. No join: a view costs no more than its table.
CREATE VIEW main.articles AS
SELECT * EXCLUDE (masked_text, masked_title, masked_display_title, masked_url, masked_source, masked_tags) REPLACE (
    coalesce(masked_text, text) AS text,
    coalesce(masked_title, title) AS title,
    coalesce(masked_display_title, display_title) AS display_title,
    coalesce(masked_url, url) AS url,
    coalesce(masked_source, source) AS source,
    coalesce(string_split(masked_tags, chr(31)), tags) AS tags
)
FROM named.articles;

CREATE VIEW main.article_versions AS
SELECT * EXCLUDE (masked_text, masked_title) REPLACE (
    coalesce(masked_text, text) AS text,
    coalesce(masked_title, title) AS title
)
FROM named.article_versions;

CREATE VIEW main.officials AS
SELECT * EXCLUDE (masked_name) REPLACE (
    coalesce(masked_name, name) AS name
)
FROM named.officials;

CREATE VIEW main.mentions AS
SELECT * EXCLUDE (masked_text) REPLACE (
    coalesce(masked_text, text) AS text
)
FROM named.mentions;

CREATE VIEW main.quotes AS
SELECT * EXCLUDE (masked_speaker, masked_text) REPLACE (
    coalesce(masked_speaker, speaker) AS speaker,
    coalesce(masked_text, text) AS text
)
FROM named.quotes;

CREATE VIEW main.statements AS
SELECT * EXCLUDE (masked_speaker, masked_text) REPLACE (
    coalesce(masked_speaker, speaker) AS speaker,
    coalesce(masked_text, text) AS text
)
FROM named.statements;

CREATE VIEW main.corrections AS
SELECT * EXCLUDE (masked_target, masked_old, masked_new, masked_why, masked_source, masked_note) REPLACE (
    coalesce(masked_target, target) AS target,
    coalesce(masked_old, old) AS old,
    coalesce(masked_new, new) AS new,
    coalesce(masked_why, why) AS why,
    coalesce(masked_source, source) AS source,
    coalesce(masked_note, note) AS note
)
FROM named.corrections;

CREATE VIEW main.persons AS
SELECT * REPLACE (coalesce(pseudonym, name) AS name)
FROM named.persons;
