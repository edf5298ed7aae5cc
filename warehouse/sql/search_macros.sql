-- How a text becomes words, for the index and for the question alike. Python marks the hits by the same rule
-- (warehouse/search_words.py, WORD): a test compares the two.
-- Apostrophes and invisible characters within a word are dropped (Ma'ruf = Maruf, Jum’at = Jumat), accents too; any
-- other character that is no letter or digit parts words, so that a document number is the row of its parts.
CREATE OR REPLACE TEMP MACRO search_words_of(printed) AS
    regexp_extract_all(lower(strip_accents(translate(replace(printed, chr(0), ' '), $${dropped}$$, ''))), '[\p{L}\p{N}]+');

-- Cheaply, before a name is cut into words: can it have this word? Where it has marks that are dropped, it may.
CREATE OR REPLACE TEMP MACRO search_may_have(printed, word) AS
    contains(lower(printed), word) OR strlen(printed) <> length(printed)
    OR contains(printed, '''') OR contains(printed, '`');
