"""The cases beside an article: how far they came, and what was done when."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.address import parse_address
from dashboard.components.cases import STATE_MARKS, case_list
from dashboard.components.request import Request, View
from dashboard.i18n import texts
from tests.dashboard.shown_pages import parts_of, texts_of
from warehouse import queries
from warehouse.schema import FOLDER

DAY = pd.Timestamp("2024-10-08")
EVENT = {"case_id": "k", "body": None, "penalty_tier": None, "article_id": "c-1-001", "article_count": 1}


def case(**values) -> pd.DataFrame:
    row = {"case_id": "k", "status": "alleged", "state": "alleged", "office": "lurah", "group_words": None}
    row |= {"region_code": "13.71", "region_name": "Kota Padang", "article_count": 1, "story_count": 1, "start_char": 7}
    return pd.DataFrame([row | values])


def events(*rows) -> pd.DataFrame:
    return pd.DataFrame([EVENT | row for row in rows] or [], columns=[*EVENT, *DATES])


DATES = ("step", "event_date", "date_precision", "reported_date")


@pytest.fixture
def listed(warehouse):
    def show(lang, cases, steps, starts=()):
        request = Request(parse_address("/articles/c-1-001", f"?lang={lang}"), View(), warehouse)
        with request.cursor() as con:
            article = queries.article(con, "c-1-001")
        return case_list(request, replace(article, cases=cases, case_events=steps), starts)

    return show


@pytest.fixture
def shown(listed):
    def show(lang, cases, steps, starts=()):
        found = listed(lang, cases, steps, starts)
        return "" if found is None else str(found.to_plotly_json())

    return show


def test_an_article_without_cases_has_no_list(shown):
    assert shown("id", case().iloc[:0], events()) == ""


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("status", STATE_MARKS)
def test_only_what_was_decided_looks_proven(shown, lang, status):
    page = shown(lang, case(status=status, state=status), events())
    assert texts(lang)[f"case.status_{status}"] in page
    assert ("glyph-proven" in page) == (status in ("found", "sanctioned", "convicted"))


@pytest.mark.parametrize(
    ("lang", "words"), [("id", "Menurut artikel ini sendiri: diduga"), ("en", "By this article alone")]
)
def test_what_other_articles_tell_is_not_laid_on_this_one(shown, lang, words):
    assert words in shown(lang, case(status="sanctioned", article_count=2), events())
    assert words not in shown(lang, case(), events())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"event_date": DAY, "date_precision": "day", "reported_date": DAY}, "8 Okt 2024"),
        ({"event_date": DAY, "date_precision": "month", "reported_date": DAY}, "Okt 2024"),
        ({"event_date": DAY, "date_precision": "range", "reported_date": DAY}, "mulai 8 Okt 2024"),
        ({"event_date": pd.NaT, "date_precision": "unknown", "reported_date": DAY}, "s.d. 8 Okt 2024"),
        ({"event_date": pd.NaT, "date_precision": "unknown", "reported_date": pd.NaT}, "Tanpa tanggal"),
    ],
)
def test_days_are_told_as_far_as_known(shown, row, words):
    page = shown("id", case(), events({"step": "reported", **row}))
    assert f"'children': '{words}'" in page or f"Span('{words}'" in page or f"children='{words}'" in page


def test_a_step_told_elsewhere_leads_there(shown):
    day = {"event_date": DAY, "date_precision": "day", "reported_date": DAY, "step": "recommended", "body": "bkn"}
    assert "/articles/c-1-002" in shown("id", case(), events(day | {"article_id": "c-1-002"}))
    assert "/articles/" not in shown("id", case(), events(day))


@pytest.mark.parametrize(
    ("lang", "group_words", "words", "printed"),
    [
        ("en", "empat guru", "Four teachers, Kota Padang", ""),
        ("en", "oknum lurah", "Village head (“oknum lurah”), Kota Padang", "“oknum lurah”"),
        ("id", "empat guru", "Empat guru, Kota Padang", ""),
        ("id", "seorang lurah", "Lurah, Kota Padang", ""),
    ],
)
def test_the_accused_are_told_in_the_readers_language(listed, lang, group_words, words, printed):
    (title,) = parts_of(listed(lang, case(group_words=group_words), events()), "entry-title")
    assert texts_of(title).startswith(words + " ")
    assert texts_of(title, "id") == printed


def test_a_number_of_persons_is_taken_from_the_case(warehouse):
    with warehouse.cursor() as con:
        row = con.execute(
            "SELECT first_article_id FROM cases "
            "WHERE lower(group_words) = 'camat' AND person_count = 1 ORDER BY case_id LIMIT 1"
        ).fetchone()
        assert row is not None
        article = queries.article(con, row[0])
    request = Request(parse_address(f"/articles/{row[0]}", "?lang=en"), View(), warehouse)
    words = texts_of(case_list(request, article, ()))
    assert "District head, " in words
    assert "District head(s)" not in words


def test_a_case_leads_to_its_mark_where_there_is_one(shown):
    assert "#at-7" in shown("id", case(), events(), {7})
    assert "#at-7" not in shown("id", case(), events(), {8})


def test_cases_of_the_corpus_are_read_with_their_steps(warehouse):
    with warehouse.cursor() as con:
        ids = con.execute("SELECT DISTINCT article_id FROM case_events ORDER BY ALL LIMIT 10").fetchall()
        for (article_id,) in ids:
            article = queries.article(con, article_id)
            steps = article.case_events
            assert set(steps.case_id) <= set(article.cases.case_id)
            assert not steps.duplicated(["case_id", "step", "body", "event_date", "penalty_tier"]).any()
    assert len(ids) > 5


@pytest.mark.parametrize(
    ("column", "key"),
    [("state", "case.status_"), ("step", "case.step_"), ("body", "case_body."), ("penalty_tier", "penalty.")],
)
def test_every_value_of_a_case_has_words(column, key):
    sql = (FOLDER / "schema" / "cases.sql").read_text(encoding="utf-8")
    listed = re.search(rf"\b{column} VARCHAR[^(]*CHECK \({column} IN \(([^)]*)\)", sql)
    assert listed is not None
    values = re.findall(r"\w+", listed[1])
    assert len(values) > 3
    for lang in ("id", "en"):
        assert {key + value for value in values} <= set(texts(lang))
