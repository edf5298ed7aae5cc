-- What a release does not hold or does not know. Each question gives one row: how many, and which (NULL where a list
-- would be long). The line above it is the sentence that tells it, with {n} for the number; it is left out at zero.

-- gap skipped_articles: {n} articles came in and could not be loaded: table `skipped_articles` names each with its reason.
SELECT count(*), string_agg(article_id, ', ' ORDER BY article_id) FILTER (WHERE place <= 20)
FROM (SELECT article_id, row_number() OVER (ORDER BY article_id) AS place FROM skipped_articles);

-- gap undated_articles: {n} articles on the subject have no day at all: they stand on no timeline and in no month.
SELECT count(*), NULL FROM articles WHERE report_date IS NULL AND relevance IN ('core', 'mention');

-- gap dates_from_text: {n} articles on the subject have no date of publication; their day was taken from the text.
SELECT count(*), NULL FROM articles WHERE report_date_source IN ('statement', 'event') AND relevance IN ('core', 'mention');

-- gap without_region: {n} articles on the subject are about no area that could be told: they count in no province.
SELECT count(*), NULL FROM articles AS a
ANTI JOIN article_primary_regions AS p ON p.article_id = a.article_id
WHERE a.relevance IN ('core', 'mention');

-- gap uncovered_provinces: {n} of the provinces were not looked at: no report from there says nothing, and their counts are NULL.
SELECT count(*), string_agg(name, ', ' ORDER BY province_code) FROM coverage_by_province WHERE NOT is_covered;

-- gap provinces_without_outlet: {n} provinces count as covered only because an article from elsewhere is about them.
SELECT count(*), string_agg(name, ', ' ORDER BY province_code) FROM coverage_by_province WHERE is_covered AND outlet_count = 0;

-- gap unwatched_outlets: {n} outlets brought articles and no finished crawl tells which of their days were watched.
SELECT count(*), NULL FROM outlets AS o
ANTI JOIN (SELECT DISTINCT outlet_id FROM coverage_by_outlet_day WHERE is_crawled) AS c ON c.outlet_id = o.outlet_id;

-- gap left_outlets: {n} visits of crawls ended early or were refused: those days are not covered.
SELECT count(*), string_agg(DISTINCT outlet, ', ' ORDER BY outlet) FROM crawl_visits WHERE left_because IS NOT NULL OR NOT is_finished;

-- gap failed_requests: {n} requests of crawls came to nothing; by kind in `crawl_failures`.
SELECT coalesce(sum(failed_count), 0)::BIGINT, NULL FROM crawl_visits;

-- gap unknown_outlets: {n} articles are of an outlet that is not known.
SELECT count(*), NULL FROM articles WHERE outlet_id IS NULL;

-- gap homeless_outlets: {n} outlets have no known home area: they count as coverage of no province.
SELECT count(*), string_agg(name, ', ' ORDER BY name) FROM outlets WHERE region_code IS NULL;

-- gap withdrawn_articles: {n} articles are no longer shown by their outlet; what was reported stays, `withdrawn_at` tells since when.
SELECT count(*), NULL FROM articles WHERE withdrawn_at IS NOT NULL;

-- gap other_languages: {n} articles are not in Indonesian, or in no language that could be told: the pipeline reads Indonesian.
SELECT count(*), NULL FROM articles WHERE language IS DISTINCT FROM 'id';

-- gap unsourced_laws: {n} laws of the table `laws` have a name and date that were not checked against an official text.
SELECT count(*), string_agg(citation, ', ' ORDER BY citation) FROM laws WHERE source IS NULL;

-- gap unnamed_laws: {n} laws are cited that have no row in `laws`.
SELECT count(DISTINCT c.citation), NULL FROM legal_citations AS c ANTI JOIN laws AS l ON l.citation = c.citation;

-- gap unsourced_stages: {n} stages of election calendars have no source.
SELECT count(*), NULL FROM election_stages WHERE source IS NULL;

-- gap undated_elections: {n} elections are named that stand in no calendar: their voting day is not known.
SELECT count(*), string_agg(election_id, ', ' ORDER BY election_id) FROM elections WHERE voting_date IS NULL;

-- gap unplaced_items: {n} items of evidence lie in no sentence of their article.
SELECT count(*), NULL FROM evidence WHERE sentence_no IS NULL;

-- gap uncertain_items: {n} items have a confidence below 0.5: more often wrong than right, and still in the tables.
SELECT count(*), NULL FROM evidence WHERE confidence < 0.5;

-- gap unnamed_speakers: {n} quotations have no named speaker.
SELECT count(*), NULL FROM quotes WHERE speaker_official_id IS NULL;

-- gap older_versions: {n} earlier versions of articles came in; counts are of the newest version alone.
SELECT coalesce(sum(older_version_count), 0)::BIGINT, NULL FROM dataset;

-- gap unsourced_totals: {n} official totals have no source address.
SELECT count(*), NULL FROM official_totals WHERE source_url IS NULL;

-- gap masked_persons: {n} persons stand under a pseudonym: low in rank and named in allegations alone.
SELECT count(*), NULL FROM persons WHERE is_protected;

-- gap lost_corrections: {n} corrections by hand found no place in this data: what they correct may stand here as it was read.
SELECT count(*), string_agg(correction_id, ', ' ORDER BY correction_id) FROM corrections WHERE NOT is_applied;

-- gap unplaced_cases: {n} cases are of no area that could be told: they count in no area.
SELECT count(*), NULL FROM cases WHERE region_code IS NULL;

-- gap cases_without_election: {n} cases are of no election that an article names.
SELECT count(*), NULL FROM cases WHERE election_id IS NULL;

-- gap unsorted_conduct: {n} acts of cases fit no kind of SKB 2/2022 or PP 94/2021 by the words they are told in.
SELECT count(*), NULL FROM case_conduct WHERE skb_kind IS NULL AND pp94_kind IS NULL;
