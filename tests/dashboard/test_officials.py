"""Persons across articles: every number against SQL over the base tables, and nothing that tells a protected person."""

import csv
import io
import json
from datetime import date

import pandas as pd
import plotly.utils
import pytest

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.person import reason_words
from dashboard.components.request import Request, View
from dashboard.figures.offices import has_time, office_spans, pieces
from dashboard.pages import officials, person
from dashboard.routes import build_view, find_page
from warehouse import page_officials as ask
from warehouse import queries
from warehouse.page_officials import Wanted
from warehouse.queries import Filters

EVERY = "relevance=core,mention,none"
BY_HAND = """
    WITH own AS (
        SELECT x.person_id, o.official_id, o.article_id, o.role
        FROM officials AS o
        JOIN official_persons AS x USING (official_id)
        WHERE list_contains($chosen::VARCHAR[], o.article_id)
    ),
    said AS (
        SELECT o.person_id, q.article_id, q.start_char, q.end_char, 'q' AS kind
        FROM own AS o JOIN quotes AS q ON q.speaker_official_id = o.official_id
        UNION ALL
        SELECT o.person_id, q.article_id, q.start_char, q.end_char, 's'
        FROM own AS o JOIN statements AS q ON q.speaker_official_id = o.official_id
    )
    SELECT
        person_id,
        count(DISTINCT article_id),
        (SELECT count(*) FROM mentions AS m WHERE m.official_id IN (SELECT i.official_id FROM own AS i WHERE i.person_id = own.person_id)),
        (SELECT count(*) FROM said WHERE said.person_id = own.person_id AND kind = 'q'),
        (SELECT count(*) FROM said WHERE said.person_id = own.person_id AND kind = 's'),
        (SELECT count(DISTINCT measure_id) FROM measures AS m, said WHERE said.person_id = own.person_id
            AND said.article_id = m.article_id AND m.start_char < said.end_char AND said.start_char < m.end_char)
    FROM own
    GROUP BY person_id
"""  # noqa: E501


@pytest.fixture(scope="module")
def client(gold_dir):
    return create_app(gold_dir).server.test_client()


def request_for(warehouse, path: str, search: str, *, phone: bool = False) -> Request:
    return Request(parse_address(path, search), View(is_phone=phone), warehouse)


def words_of(view: object) -> str:
    return json.dumps(view, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    lines = answer.get_data(as_text=True).splitlines(keepends=True)
    return list(csv.DictReader(io.StringIO("".join(line for line in lines if not line.startswith("#")))))


def by_hand(con, f: Filters) -> dict[str, tuple[int, ...]]:
    chosen = list(queries.articles_table(con, f).article_id)
    return {row[0]: row[1:] for row in con.execute(BY_HAND, {"chosen": chosen}).fetchall()}


@pytest.mark.parametrize(
    "f",
    [
        Filters(relevance=()),
        Filters(),
        Filters(elections=("pilkada-2024",)),
        Filters(provinces=("33",)),
        Filters(text="asn"),
    ],
)
def test_every_number_of_the_table(warehouse, f):
    with warehouse.cursor() as con:
        expected = by_hand(con, f)
        page = ask.persons_page(con, f, Wanted(), limit=10_000)
        count = ask.persons_count(con, f, Wanted())
    numbers = ["article_count", "mention_count", "quote_count", "statement_count", "measure_count"]
    found = dict(zip(page["person_id"], page[numbers].itertuples(index=False, name=None), strict=True))
    assert found == expected
    assert len(page) == len(expected) == count.person_count
    assert count.several_count == sum(row[0] > 1 for row in expected.values())
    assert sum(row[4] for row in expected.values()) > 0


def test_orders_and_pages(warehouse):
    with warehouse.cursor() as con:
        for order, column in (("articles", "article_count"), ("mentions", "mention_count"), ("newest", "report_date")):
            whole = ask.persons_page(con, Filters(), Wanted(), order=order, limit=10_000)
            values = whole[column].dropna()
            assert list(values) == sorted(values, reverse=True)
            second = ask.persons_page(con, Filters(), Wanted(), order=order, limit=7, offset=7)
            assert list(second["person_id"]) == list(whole["person_id"][7:14])
        several = ask.persons_page(con, Filters(), Wanted(is_several=True), limit=10_000)
        assert len(several) == ask.persons_count(con, Filters(), Wanted()).several_count > 0
        assert several["article_count"].min() == 2


def test_search_by_office_and_name(warehouse):
    with warehouse.cursor() as con:
        regents = ask.persons_page(con, Filters(), Wanted(role="regent"), limit=10_000)
        chosen = list(queries.articles_table(con, Filters()).article_id)
        expected = con.execute(
            "SELECT DISTINCT person_id FROM officials JOIN official_persons USING (official_id) WHERE person_id IN "
            "(SELECT person_id FROM officials JOIN official_persons USING (official_id) WHERE role = 'regent') "
            "AND list_contains($chosen::VARCHAR[], article_id)",
            {"chosen": chosen},
        ).fetchall()
        assert set(regents["person_id"]) == {one for (one,) in expected}
        assert len(regents) == ask.persons_count(con, Filters(), Wanted(role="regent")).person_count > 0
        some = next(row for row in regents.itertuples() if not row.is_protected)
    search = f"?type=regent&of={officials.slug(some.name)}"
    request = request_for(warehouse, "/officials", search)
    assert some.person_id in set(officials.selected(request, 100)["person_id"])
    assert officials.asked(request).role == "regent"
    assert some.name in words_of(officials.content(request))


def test_a_covered_name_cannot_be_searched(warehouse):
    with warehouse.cursor() as con:
        names = con.execute("SELECT name, person_id FROM named.persons WHERE is_protected").fetchall()
    assert len(names) > 5
    for name, person_id in names:
        request = request_for(warehouse, "/officials", f"?{EVERY}&of={officials.slug(name)}")
        assert person_id not in set(officials.selected(request, 1000)["person_id"])


@pytest.mark.parametrize(
    ("persons", "several", "key"),
    [(100, 10, "once"), (100, 60, "question"), (5, 0, "question"), (100, 2, "question"), (0, 0, "question")],
)
def test_title_tells_what_the_counts_show(warehouse, persons, several, key):
    request = request_for(warehouse, "/officials", "?lang=en")
    words = {"tenths": "Nine"} if key == "once" else {}
    expected = request.t(f"persons.{key}", within="", **words)
    assert officials.title(request, Wanted(), ask.PersonCount(persons, several)) == expected


@pytest.mark.parametrize("phone", [False, True])
def test_page_of_the_list(warehouse, phone):
    request = request_for(warehouse, "/officials", "?lang=en&order=mentions&page=2", phone=phone)
    view, title = build_view(request)
    words = words_of(view)
    assert "netralitas" in title
    rows = officials.selected(request, officials.PAGE_SIZE, officials.PAGE_SIZE)
    assert all(f"/officials/{one}" in words for one in rows["person_id"])


@pytest.mark.parametrize("search", ["?from=1999-01-01&to=1999-01-02", "?of=zzzz", "?type=governor&of=zzzz"])
def test_nothing_found_says_what_to_do(warehouse, search):
    request = request_for(warehouse, "/officials", search)
    assert '"state"' in words_of(officials.content(request))
    assert officials.selected(request, 10).empty


@pytest.mark.parametrize(
    "search", [EVERY, f"{EVERY}&order=newest", f"{EVERY}&order=quotes", f"{EVERY}&show=several&type=bawaslu"]
)
def test_file_of_persons(client, warehouse, search):
    rows = rows_of(client.get(f"/download/persons.csv?{search}"))
    expected = officials.selected(request_for(warehouse, "/officials", f"?{search}"), 10_000)
    assert [row["person_id"] for row in rows] == list(expected["person_id"])
    assert [int(row["mention_count"]) for row in rows] == list(expected["mention_count"])
    hidden = [row for row in rows if row["is_protected"] == "True"]
    assert all(row["quote_count"] == row["measure_count"] == "" for row in hidden)


@pytest.mark.parametrize("search", [f"?{EVERY}", "?election=pilkada-2024"])
def test_pages_of_all_persons_count_what_the_list_counts(warehouse, search):
    request = request_for(warehouse, "/officials", search)
    rows = officials.selected(request, 10_000)
    told = 0
    for row in rows.itertuples():
        found = person.collect(request, row.person_id)
        assert len(found.rows) == row.article_count
        assert found.rows["mention_count"].sum() == row.mention_count
        if row.is_protected:
            assert found.speech.empty
            assert found.measures.empty
            continue
        assert (found.speech["kind"] == "quote").sum() == row.quote_count
        assert (found.speech["kind"] == "statement").sum() == row.statement_count
        assert len(found.measures) == row.measure_count
        told += row.measure_count > 0
    assert told > 10


def test_numbers_of_speech_lead_to_where_the_page_lists_them(client, warehouse):
    request = request_for(warehouse, "/officials", "?order=measures")
    rows = officials.selected(request, 5)
    shown = words_of(officials.content(request))
    for row in rows.itertuples():
        assert f"/officials/{row.person_id}#said" in shown
        assert f"/officials/{row.person_id}#measures" in shown
        found = person.collect(request, row.person_id)
        for part, name in (("rows", "articles"), ("speech", "said"), ("measures", "measures")):
            listed = rows_of(client.get(f"/download/person-{name}.csv?of={row.person_id}"))
            assert len(listed) == len(getattr(found, part))
        words = words_of(person.layout(request, found))
        assert row.name in words
        assert '"said"' in words
        assert '"measures"' in words
        assert all(f"#at-{int(start)}" in words for start in found.measures["start_char"])


@pytest.mark.parametrize("order", ["quotes", "measures"])
@pytest.mark.parametrize(
    ("f", "wanted"),
    [
        (Filters(relevance=()), Wanted()),
        (Filters(), Wanted(is_several=True)),
        (Filters(elections=("pilkada-2024",)), Wanted()),
        (Filters(provinces=("33",)), Wanted()),
        (Filters(text="asn"), Wanted(role="bawaslu")),
    ],
)
def test_the_order_of_speech_is_that_of_the_counts(warehouse, order, f, wanted):
    with warehouse.cursor() as con:
        whole = ask.persons_page(con, f, wanted, order=order, limit=10_000)
        usual = ask.persons_page(con, f, wanted, limit=10_000)
        part = ask.persons_page(con, f, wanted, order=order, limit=4, offset=3)
    assert sorted(whole["person_id"]) == sorted(usual["person_id"])
    hidden = whole["is_protected"].astype(bool)
    counts = whole["quote_count" if order == "quotes" else "measure_count"].where(~hidden, 0)
    assert list(counts) == sorted(counts, reverse=True)
    assert counts.iloc[0] > 0
    # Among those of one count the order is the usual one.
    for count, own in whole.groupby(counts)["person_id"]:
        assert list(own) == [one for one in usual["person_id"] if one in set(own)], count
    assert list(part["person_id"]) == list(whole["person_id"][3:7])
    numbers = usual.set_index("person_id")[list(ask.SPEECH_COUNTS)]
    assert whole.set_index("person_id")[list(ask.SPEECH_COUNTS)].sort_index().equals(numbers.sort_index())


def test_the_place_of_a_protected_person_tells_nothing_of_their_speech(warehouse):
    with warehouse.cursor() as con:
        for order, column in (("quotes", "quote_count"), ("measures", "measure_count")):
            whole = ask.persons_page(con, Filters(relevance=()), Wanted(), order=order, limit=10_000)
            hidden = whole["is_protected"].astype(bool)
            assert hidden.sum() > 5
            assert (whole.loc[~hidden, column] > 0).sum() <= hidden.to_numpy().argmax()


def test_filters_pick_the_articles_of_a_person(warehouse):
    whole = request_for(warehouse, "/officials", f"?{EVERY}")
    row = officials.selected(whole, 1).iloc[0]
    narrowed = request_for(warehouse, "/officials", "?from=2024-11-21")
    rows = person.collect(narrowed, row["person_id"]).rows
    assert len(rows) < row["article_count"]
    assert all(day.date() >= date(2024, 11, 21) for day in rows["report_date"])
    nothing = request_for(warehouse, f"/officials/{row['person_id']}", "?from=1999-01-01&to=1999-01-02")
    assert '"state"' in words_of(find_page(nothing.address.path).content(nothing))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_protected_person_is_a_code_and_an_office(client, warehouse, lang):
    with warehouse.cursor() as con:
        hidden = con.execute(
            "SELECT person_id, n.name, p.name FROM named.persons AS n JOIN persons AS p USING (person_id) "
            "WHERE n.is_protected"
        ).fetchall()
        named = {name for (name,) in con.execute("SELECT name FROM persons WHERE NOT is_protected").fetchall()}
        accused = {one for (one,) in con.execute("SELECT person_id FROM case_persons").fetchall()}
    assert any(person_id in accused for person_id, _, _ in hidden)
    for person_id, name, code in hidden:
        request = request_for(warehouse, f"/officials/{person_id}", f"?{EVERY}&lang={lang}")
        view, title = build_view(request)
        words = words_of(view)
        assert code in words
        assert code in title
        assert name in named or name not in words
        for part in ("speech", "measures", "cases"):
            assert getattr(person.collect(request, person_id), part).empty
        assert rows_of(client.get(f"/download/person-said.csv?{EVERY}&of={person_id}")) == []


def test_cases_are_shown_of_the_named_alone(warehouse):
    with warehouse.cursor() as con:
        expected = con.execute(
            "SELECT person_id, count(DISTINCT case_id) FROM case_persons JOIN persons USING (person_id) "
            "WHERE NOT is_protected GROUP BY person_id"
        ).fetchall()
    assert expected
    for person_id, count in expected:
        request = request_for(warehouse, f"/officials/{person_id}", f"?{EVERY}")
        found = person.collect(request, person_id)
        assert len(found.cases) == count
        assert request.t(f"case.status_{found.cases['status'].iloc[0]}") in words_of(person.layout(request, found))


@pytest.mark.parametrize("path", ["/officials/p-0000000000000000", "/officials/x", "/officials/<script>"])
def test_no_such_person(warehouse, path):
    request = request_for(warehouse, path, "")
    assert request.t("missing.person.title") in words_of(find_page(path).content(request))


def test_every_reason_of_a_join_has_words(warehouse):
    request = request_for(warehouse, "/officials", "")
    with warehouse.cursor() as con:
        reasons = [one for (one,) in con.execute("SELECT DISTINCT reason FROM official_persons").fetchall()]
    assert len(reasons) > 2
    for reason in reasons:
        words = reason_words(request, reason, 0.9)
        assert "_" not in words
        assert "same" not in words


def test_article_and_overview_lead_to_the_person(warehouse):
    with warehouse.cursor() as con:
        article_id, person_id = con.execute(
            "SELECT article_id, person_id FROM officials JOIN official_persons USING (official_id) LIMIT 1"
        ).fetchone()
    view, _ = build_view(request_for(warehouse, f"/articles/{article_id}", ""))
    assert f"/officials/{person_id}" in words_of(view)


def spans(*days: str | None, is_held: bool = True) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "office": ["Bupati <b>"] * len(days),
            "is_held": [is_held] * len(days),
            "report_date": pd.to_datetime(list(days)),
            "href": [f"/articles/{place}" for place, _ in enumerate(days)],
        }
    )


def test_a_gap_between_reports_is_a_gap():
    days = [date(2024, 1, 1), date(2024, 3, 1), date(2024, 3, 1), date(2024, 11, 1), date(2025, 9, 1), date(2025, 9, 3)]
    assert pieces(days) == [(days[0], days[1]), (days[4], days[5])]
    assert pieces(days[:1]) == []


@pytest.mark.parametrize(("is_held", "is_phone", "scheme"), [(True, False, "light"), (False, True, "dark")])
def test_figure_of_offices(is_held, is_phone, scheme):
    table = spans("2024-01-01", "2024-02-01", None, "2025-06-01", is_held=is_held)
    figure = office_spans(table, scheme, "id", is_phone=is_phone)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [list(line.x) for line in lines] == [["2024-01-01", "2024-02-01"]]
    assert (lines[0].line.dash == "solid") is is_held
    assert list(dots[0].customdata) == ["/articles/0", "/articles/1", "/articles/3"]
    assert "&lt;b&gt;" in figure.layout.annotations[0].text
    assert has_time(table)
    assert not has_time(spans("2024-01-01", "2024-01-01", None))


def test_a_long_list_comes_in_parts(warehouse, monkeypatch):
    monkeypatch.setattr("dashboard.components.person.ARTICLES_SIZE", 2)
    row = officials.selected(request_for(warehouse, "/officials", f"?{EVERY}"), 1).iloc[0]
    path = f"/officials/{row['person_id']}"
    seen: list[str] = []
    for page in range(1, 1 + -(-row["article_count"] // 2)):
        request = request_for(warehouse, path, f"?{EVERY}&show=articles&page={page}")
        found = person.collect(request, row["person_id"])
        words = words_of(person.layout(request, found))
        assert all(f'"/articles/{one}#at-' in words for one in found.titles)
        seen += found.titles
    assert sorted(seen) == sorted(found.rows["article_id"])
