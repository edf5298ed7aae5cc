import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.items import Article
from warehouse import queries
from warehouse.build import build_warehouse
from warehouse.connection import connect, warehouse_path
from warehouse.load import Input
from warehouse.queries import Filters

EVERYTHING = Filters(relevance=())


def some(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


DAYS = st.none() | st.dates(date(2024, 8, 25), date(2025, 1, 10))
FILTERS = st.builds(
    Filters,
    elections=some(["pilkada-2020", "pilkada-2024", "pemilu-2024", "pilkada-2010", "pilkada-1999"]),
    provinces=some(["14", "21", "33", "96", "11"]),
    regions=some(["00", "14", "14.71", "21.71", "33.74"]),
    measures=some(["circular", "coordination", "integrity_pact", "investigation"]),
    measure_statuses=some(["taken", "planned"]),
    violations=some(["approaching_party", "attendance", "attributes", "campaigning"]),
    violation_statuses=some(["alleged", "proven"]),
    relevance=some(["core", "mention", "none"], most=3),
    date_from=DAYS,
    date_to=DAYS,
    text=st.none() | st.sampled_from(["", "kata1", "KATA2 kabar", "Tambahan PENUTUP", "%", "kata_"]),
)
# Most draws would leave few articles: one or two filters at a time are tried more often.
FEW_FILTERS = st.tuples(FILTERS, some([field.name for field in fields(Filters)])).map(
    lambda drawn: replace(EVERYTHING, **{name: getattr(drawn[0], name) for name in drawn[1]})
)


def expected_ids(corpus, f):
    """The same filters in plain Python over the articles themselves."""
    ids = set()
    for article, annotation in zip(*corpus, strict=True):
        day = article.published and date.fromisoformat(article.published)
        provinces = {code[:2] for code in annotation.primary_regions if code != "00"}
        measures = {(item.type, item.status) for item in annotation.measures}
        violations = {(item.type, item.status) for item in annotation.violations}
        if (
            (not f.relevance or annotation.relevance in f.relevance)
            and (not f.elections or {item.value for item in annotation.elections} & set(f.elections))
            and (not f.provinces or provinces & set(f.provinces))
            and (not f.regions or set(annotation.primary_regions) & set(f.regions))
            and (not f.measures + f.measure_statuses or holds(measures, f.measures, f.measure_statuses))
            and (not f.violations + f.violation_statuses or holds(violations, f.violations, f.violation_statuses))
            and (f.date_from is None or (day and day >= f.date_from))
            and (f.date_to is None or (day and day <= f.date_to))
            and has_words(article.text, f.text or "")
        ):
            ids.add(article.id)
    return ids


def has_words(text, asked):
    """Whole words, as the index has them: no two words of the drawn articles share a stem."""
    words = set(re.findall(r"[^\W_]+", asked.lower()))
    return not asked.strip() or (bool(words) and words <= set(re.findall(r"[^\W_]+", text.lower())))


def holds(items, types, statuses):
    return any((not types or type_ in types) and (not statuses or status in statuses) for type_, status in items)


@given(f=FILTERS | FEW_FILTERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_pick_what_they_say(random_warehouse, random_corpus, f):
    picked = queries.articles_table(random_warehouse, f)
    assert set(picked.article_id) == expected_ids(random_corpus(seed=7, count=80), f)
    assert picked.article_id.is_unique


@given(f=FEW_FILTERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_count_is_the_number_of_rows_behind_it(random_warehouse, f):
    con = random_warehouse
    articles = queries.articles_table(con, f)
    headline = queries.headline_counts(con, f)
    assert (headline.article_count, headline.story_count) == (len(articles), articles.story_id.nunique())
    assert headline.outlet_count == articles.outlet_id.nunique()
    without_days = replace(f, date_from=None, date_to=None)
    assert headline.undated_article_count == len(queries.articles_table(con, without_days, undated=True))

    measures, conduct = queries.evidence_table(con, f, "measure"), queries.evidence_table(con, f, "violation")
    assert rows_behind(measures) == shown(queries.measures_by_type(con, f))
    assert rows_behind(conduct) == shown(queries.violations_by_type(con, f))
    for status in ("prohibited", "alleged", "proven"):
        counted = getattr(headline, status)
        assert (counted.item_count, counted.article_count, counted.story_count) == counts(
            conduct[conduct.status == status]
        )
    for kind, evidence in (("measure", measures), ("violation", conduct)):
        for type_, status in sorted(set(zip(evidence.type, evidence.status, strict=True)))[:2]:
            behind = queries.evidence_table(con, f, kind, type_, status)
            assert set(behind.item_id) == set(evidence[(evidence.type == type_) & (evidence.status == status)].item_id)

    by_province = queries.articles_by_province(con, f)
    for row in by_province.itertuples():
        behind = articles.loc[[row.province_code in codes for codes in articles.province_codes]]
        assert len(behind) == (row.article_count if row.is_covered else 0)
        assert behind.story_id.nunique() == (row.story_count if row.is_covered else 0)
        assert row.is_covered or row.article_count is pd.NA
    by_area = queries.articles_by_area(con, f)
    by_week = queries.articles_by_week(con, f)
    assert by_week.article_count.sum() == articles.report_date.notna().sum()
    opened = [
        *(
            (row, {"province": row.province_code})
            for row in by_province[by_province.article_count > 0][:2].itertuples()
        ),
        *((row, {"area": row.code}) for row in by_area[:2].itertuples()),
        *((row, {"week_start_date": row.week_start_date.date()}) for row in by_week[:2].itertuples()),
    ]
    for row, choice in opened:
        behind = queries.articles_table(con, f, **choice)
        assert (row.article_count, row.story_count) == (len(behind), behind.story_id.nunique())
        assert set(behind.article_id) <= set(articles.article_id)

    officials = queries.officials_table(con, f)
    assert sorted(officials.official_id) == sorted(queries.evidence_table(con, f, "official").item_id)
    assert set(officials.article_id) <= set(articles.article_id)


def rows_behind(evidence):
    """Items, articles and stories by type and status, counted in the rows of evidence."""
    return {key: counts(rows) for key, rows in evidence.groupby(["type", "status"])}


def shown(frame):
    return {(row.type, row.status): (row.item_count, row.article_count, row.story_count) for row in frame.itertuples()}


def counts(evidence):
    return len(evidence), evidence.article_id.nunique(), evidence.story_id.nunique()


def test_all_provinces_and_their_coverage(random_warehouse):
    frame = queries.articles_by_province(random_warehouse, EVERYTHING).set_index("province_code")
    assert len(frame) == 38
    assert frame.loc["11", "is_covered"] == False  # noqa: E712 - a numpy truth value
    assert frame.loc["11", "article_count"] is pd.NA
    assert frame.loc["33", "outlet_count"] > 0
    none = queries.articles_by_province(random_warehouse, Filters(text="tak ada di mana pun")).set_index(
        "province_code"
    )
    assert none.loc["33", "article_count"] == 0
    assert none.loc["11", "article_count"] is pd.NA
    assert list(none.is_covered) == list(frame.is_covered)


def test_weeks_begin_on_monday_and_have_no_gaps(random_warehouse):
    weeks = queries.articles_by_week(random_warehouse, Filters(measures=("circular",))).week_start_date
    assert {day.weekday() for day in weeks} == {0}
    assert set(weeks.diff().dropna()) == {timedelta(days=7)}


@pytest.mark.parametrize(
    "value",
    [
        "'; DROP TABLE articles; --",
        "x') OR 1=1 --",
        "$elections",
        "%",
        "_",
        "\\",
        "\x00",
        "' || (SELECT text FROM articles LIMIT 1) || '",
    ],
)
def test_values_are_never_read_as_sql(random_warehouse, value):
    con = random_warehouse
    for name in ("elections", "provinces", "regions", "measures", "measure_statuses", "violations", "relevance"):
        assert queries.headline_counts(con, Filters(**{name: (value,)})).article_count == 0
    assert queries.headline_counts(con, Filters(text=value)).article_count == 0
    assert queries.articles_table(con, EVERYTHING, province=value).empty
    assert queries.articles_table(con, EVERYTHING, area=value).empty
    assert queries.evidence_table(con, EVERYTHING, value, value, value).empty
    assert queries.article(con, value) is None
    assert queries.election_calendar(con, (value,)).empty
    assert queries.headline_counts(con, EVERYTHING).article_count == 80


def test_search_looks_at_title_and_text(built):
    with connect(warehouse_path(built)) as con:
        for text in ("akun PEGAWAI", "Sekda", "pemkot amran"):
            assert queries.headline_counts(con, Filters(text=text)).article_count == 1
        assert queries.headline_counts(con, Filters(text="pemkot padang")).article_count == 0


def test_filter_options(random_warehouse):
    options = queries.filter_options(random_warehouse)
    everything = Filters()
    assert (options.first_date, options.last_date) == tuple(
        queries.articles_table(random_warehouse, everything).report_date.agg(["min", "max"]).dt.date
    )
    for row in options.elections.itertuples():
        chosen = replace(everything, elections=(row.election_id,))
        assert queries.headline_counts(random_warehouse, chosen).article_count == row.article_count
    for row in options.measures.itertuples():
        chosen = replace(everything, measures=(row.type,))
        assert queries.headline_counts(random_warehouse, chosen).article_count == row.article_count
    for row in options.violations.itertuples():
        chosen = replace(everything, violations=(row.type,), violation_statuses=(row.status,))
        assert queries.headline_counts(random_warehouse, chosen).article_count == row.article_count
    for row in options.regions.itertuples():
        chosen = replace(everything, regions=(row.code,))
        assert queries.headline_counts(random_warehouse, chosen).article_count == row.article_count
    assert "00" in set(options.regions.code)
    assert set(options.provinces.province_code) == {"14", "21", "18", "33", "96"}


def test_calendar(built):
    with connect(warehouse_path(built)) as con:
        calendar = queries.election_calendar(con, ("pilkada-2024",))
        assert set(calendar.election_id) == {"pilkada-2024"}
        voting = calendar[calendar.stage == "voting"].iloc[0]
        assert voting.start_date.date() == voting.voting_date.date() == date(2024, 11, 27)
        assert queries.election_calendar(con).election_id.nunique() > 4


def test_article(built):
    with connect(warehouse_path(built)) as con:
        found = queries.article(con, "a-1")
    assert found is not None
    assert (found.outlet, found.outlet_region_name, found.copy_count) == ("Warta Batam", "Kota Batam", 0)
    assert found.report_date == date(2024, 10, 7)
    assert found.published == "2024-10-07T23:20:00+07:00"
    assert list(found.primary_regions.name) == ["Kota Batam"]
    assert list(found.mentions.text) == ["Amran Batubara", "Amran"]
    assert len(found.items) == 10
    assert list(found.items.start_char) == sorted(found.items.start_char)
    assert all(found.text[row.start_char : row.end_char] == row.words for row in found.items.itertuples())
    assert list(found.items_of("measure").actor) == ["Pemkot Batam", None]
    assert list(found.items_of("election").value_name) == ["Pilkada Serentak 2024"]
    assert list(found.sentences.sentence_no) == [1, 2, 3]
    assert found.copies.empty


def test_copies_of_an_article(random_warehouse):
    table = queries.articles_table(random_warehouse, EVERYTHING)
    copied = table[table.copy_count > 0].iloc[0]
    found = queries.article(random_warehouse, copied.article_id)
    assert found is not None
    assert len(found.copies) == found.copy_count == copied.copy_count
    family = set(table[table.story_id == copied.story_id].article_id)
    assert set(found.copies.article_id) == family - {copied.article_id}
    assert found.first_article_id in family


def test_articles_come_newest_first(random_warehouse):
    table = queries.articles_table(random_warehouse, EVERYTHING)
    dated = table.report_date.dropna()
    assert list(dated) == sorted(dated, reverse=True)
    assert table.report_date.isna().tolist() == sorted(table.report_date.isna())
    latest = queries.latest_articles(random_warehouse, EVERYTHING, limit=7)
    assert list(latest.article_id) == list(table.article_id[:7])
    assert all(isinstance(value, list) for name in queries.LIST_COLUMNS for value in table[name])


def test_missing_texts_are_none(built):
    with connect(warehouse_path(built)) as con:
        table = queries.articles_table(con, EVERYTHING)
        assert queries.evidence_table(con, EVERYTHING, "violation").actor.tolist() == [None]
        assert queries.officials_table(con, EVERYTHING).acting.tolist() == [None]
    assert table.prohibited_types.tolist() == [["social_media"]]
    assert (table.alleged_types.tolist(), table.proven_types.tolist()) == ([[]], [[]])


def test_dataset_info(built):
    with connect(warehouse_path(built)) as con:
        info = queries.dataset_info(con)
        assert queries.skipped_articles(con).empty
    assert (info.is_demonstration, info.pipeline, info.article_count) == (False, "test", 1)


def test_an_empty_warehouse_answers(tmp_path):
    build_warehouse(tmp_path, [], [])
    with connect(warehouse_path(tmp_path)) as con:
        assert queries.headline_counts(con, Filters()).article_count == 0
        assert len(queries.articles_by_province(con, Filters())) == 38
        assert not queries.articles_by_province(con, Filters()).is_covered.any()
        options = queries.filter_options(con)
        assert (options.first_date, len(options.elections)) == (None, 0)
        for ask in (queries.articles_by_area, queries.articles_by_week, queries.measures_by_type):
            assert ask(con, Filters()).empty
        for ask in (queries.violations_by_type, queries.officials_table, queries.articles_table):
            assert ask(con, Filters()).empty


def test_the_views_agree_with_the_questions(random_warehouse):
    by_view = random_warehouse.execute("SELECT * FROM articles_by_province ORDER BY province_code").fetchall()
    by_question = queries.articles_by_province(random_warehouse, Filters())
    asked = [
        (row.province_code, row.article_count if row.is_covered else None, row.story_count if row.is_covered else None)
        for row in by_question.itertuples()
    ]
    assert [(row[0], row[4], row[5]) for row in by_view] == asked
    states = random_warehouse.execute(
        "SELECT status, type, item_count FROM violations_by_state ORDER BY ALL"
    ).fetchall()
    asked = queries.violations_by_type(random_warehouse, EVERYTHING).sort_values(["status", "type"])
    assert states == list(zip(asked.status, asked.type, asked.item_count, strict=True))


def test_article_of_a_demonstration(tmp_path, make_annotation):
    article = Article("a", "Teks.")
    build_warehouse(tmp_path, [Input(article)], [make_annotation(article)], is_demonstration=True)
    with connect(warehouse_path(tmp_path)) as con:
        assert queries.dataset_info(con).is_demonstration is True
