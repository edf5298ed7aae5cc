-- Full-text search: an inverted index in tables of its own, kept by warehouse/search_index.py, asked by warehouse/search.py.
-- Ids of words and stems are the lower 64 bits of their MD5: the same in every build, and no list of words is needed.

CREATE TABLE search_documents (
    doc_no INTEGER NOT NULL,
    article_id VARCHAR NOT NULL,
    title_word_count INTEGER NOT NULL,
    word_count INTEGER NOT NULL,
    content_key UBIGINT NOT NULL
);
COMMENT ON TABLE search_documents IS 'Articles that full-text search finds, one row each. An article taken out of it is found no more, at once.';
COMMENT ON COLUMN search_documents.doc_no IS 'Number within the index, for this file only: never cite it. In order of article_id after a full build.';
COMMENT ON COLUMN search_documents.article_id IS 'The article.';
COMMENT ON COLUMN search_documents.title_word_count IS 'Words of the title, as search counts them.';
COMMENT ON COLUMN search_documents.word_count IS 'Words of title and text together.';
COMMENT ON COLUMN search_documents.content_key IS 'Lower 64 bits of the MD5 of title and text as they were indexed: tells whether the article has changed since.';

CREATE TABLE search_postings (
    stem_id UBIGINT NOT NULL,
    word_id UBIGINT NOT NULL,
    doc_no INTEGER NOT NULL,
    title_count USMALLINT NOT NULL,
    text_count UINTEGER NOT NULL,
    places UINTEGER[] NOT NULL
);
COMMENT ON TABLE search_postings IS 'Which word stands in which article, one row per word and article. Rows lie in order of stem, word, document, so that few are read for a question.';
COMMENT ON COLUMN search_postings.stem_id IS 'Lower 64 bits of the MD5 of the word''s stem: md5_number_lower(''lapor'') for dilaporkan.';
COMMENT ON COLUMN search_postings.word_id IS 'Lower 64 bits of the MD5 of the word, in lower case without accents: md5_number_lower(''dilaporkan'').';
COMMENT ON COLUMN search_postings.doc_no IS 'The article, of search_documents; a number without a row there belongs to an article that was taken out.';
COMMENT ON COLUMN search_postings.title_count IS 'How often the word stands in the title; 65,535 where more often.';
COMMENT ON COLUMN search_postings.text_count IS 'How often it stands in the text.';
COMMENT ON COLUMN search_postings.places IS 'Which words of the article these are, from 0, ascending: first those of the title, then a gap of one, then those of the text.';

CREATE TABLE search_segments (
    first_doc_no INTEGER NOT NULL,
    last_doc_no INTEGER NOT NULL,
    posting_count BIGINT NOT NULL,
    is_base BOOLEAN NOT NULL
);
COMMENT ON TABLE search_segments IS 'What the index is made of, one row per run of ordered postings: the base, and one for every later addition.';
COMMENT ON COLUMN search_segments.first_doc_no IS 'First number given in this run.';
COMMENT ON COLUMN search_segments.last_doc_no IS 'Last number given in this run; numbers are not given twice until the index is laid anew.';
COMMENT ON COLUMN search_segments.posting_count IS 'Rows of search_postings written in this run, those of articles taken out since included.';
COMMENT ON COLUMN search_segments.is_base IS 'True for the run that the last full ordering wrote.';
