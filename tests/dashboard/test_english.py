"""English pages tell who is accused and who acted in English; what stays Indonesian is marked as that."""

import re

import pytest

from dashboard.address import case_href, href, parse_address
from dashboard.components.accused import accused, case_title
from dashboard.components.request import Request, View
from dashboard.pages import cases as cases_page
from dashboard.routes import build_view, find_page
from tests.dashboard.shown_pages import parts_of, texts_of
from warehouse import page_cases, page_officials, page_regions
from warehouse.case_words import load_words, office_names
from warehouse.queries import Filters

INDONESIAN = {
    word
    for name in (*office_names(), *load_words()["counts"], *load_words()["vague"]["words"])
    for word in re.findall(r"[a-z-]+", name)
}
# Words of both languages: Roman numbers, a school, an abbreviation.
BOTH = {"ii", "iii", "iv", "madrasah", "rt", "rw"}


@pytest.fixture(scope="module")
def con(warehouse):
    cursor = warehouse.cursor()
    yield cursor
    cursor.close()


@pytest.fixture
def request_of(warehouse):
    def make(address: str, view: View | None = None) -> Request:
        path, _, search = address.partition("?")
        return Request(parse_address(path, f"?{search}"), view or View(), warehouse)

    return make


def is_english(words: str) -> bool:
    return not (INDONESIAN - BOTH) & set(re.findall(r"[a-z-]+", words.lower()))


def rows_by_id(con) -> dict[str, dict]:
    """All cases of the list, with the words that each was read from."""
    every = Filters(relevance=("core", "mention", "none"))
    return {row["case_id"]: row for row in page_cases.cases_table(con, every).to_dict("records")}


def test_titles_hold_no_printed_words_but_those_in_quotation_marks(con, request_of):
    rows = rows_by_id(con).values()
    kept = 0
    for row in rows:
        english, found = case_title(request_of("/cases?lang=en"), row), accused("en", row)
        assert is_english(found.words), row
        assert found.printed is None or found.printed in " ".join((row["group_words"] or row["office"]).split())
        assert english.startswith(found.text())
        assert cases_page.case_row(request_of("/cases?lang=en"), row)["title"] == english
        kept += found.printed is not None
    assert 0 < kept < len(rows) / 2


def test_every_page_gives_a_case_the_same_title(con, request_of):
    rows = rows_by_id(con)
    for case_id, row in list(rows.items())[::8]:
        request = request_of(case_href(case_id, "en"))
        view, tab = build_view(request)
        (heading,) = parts_of(view, "case-name")
        assert texts_of(heading) == case_title(request, row)
        assert case_title(request, row) in tab
        assert texts_of(heading, "id") == (f"“{printed}”" if (printed := accused("en", row).printed) else "")
        article = request_of(f"/articles/{row['case_id'].split('#')[0]}?lang=en")
        shown = [texts_of(part) for part in parts_of(find_page(article.address.path).content(article), "entry-title")]
        assert any(words.startswith(case_title(article, row)) for words in shown), case_id


def test_lists_of_a_place_and_of_a_person_tell_the_accused_alike(con, request_of):
    rows = rows_by_id(con)
    code = next(row["region_code"] for row in rows.values() if row["group_words"] and row["region_code"])
    address = href(f"/regions/{code}", "en", Filters(relevance=("core", "mention", "none")), show="cases")
    request = request_of(address)
    listed = page_regions.case_list(con, request.address.filters, code)
    shown = [texts_of(part) for part in parts_of(find_page(request.address.path).content(request), "entry-title")]
    assert shown == [accused("en", rows[case_id]).text() for case_id in listed["case_id"]]
    (person_id,) = con.execute(
        "SELECT person_id FROM case_persons JOIN persons USING (person_id) JOIN cases USING (case_id) "
        "WHERE NOT is_protected AND group_words IS NOT NULL ORDER BY 1 LIMIT 1"
    ).fetchone()
    request = request_of(f"/officials/{person_id}?relevance=core,mention,none&lang=en")
    person = page_officials.person(con, person_id)
    told = page_officials.person_cases(con, person, page_officials.person_rows(con, request.address.filters, person_id))
    titles = {case_title(request, rows[case_id]) for case_id in told["case_id"]}
    assert titles <= {
        texts_of(part) for part in parts_of(find_page(request.address.path).content(request), "person-link")
    }


def test_the_summary_keeps_the_printed_words_for_comparison(con, request_of):
    (case_id, printed) = con.execute(
        "SELECT case_id, group_words FROM cases WHERE lower(group_words) LIKE 'dua orang guru' ORDER BY 1 LIMIT 1"
    ).fetchone()
    request = request_of(case_href(case_id, "en"))
    (facts,) = parts_of(find_page(request.address.path).content(request), "facts")
    assert texts_of(facts.children[1]).startswith(f"Two teachers (“{printed}”)")
    request = request_of(case_href(case_id, "id"))
    (facts,) = parts_of(find_page(request.address.path).content(request), "facts")
    assert texts_of(facts.children[1]).startswith("Dua orang guru")


def test_who_acted_is_told_by_its_kind_with_the_printed_words_beside_it(con, request_of):
    found = con.execute(
        "SELECT case_id, body, body_words FROM case_events WHERE body_words IN ('bupati', 'majelis hakim', 'Kejari')"
    ).fetchall()
    assert found
    for case_id, body, printed in found:
        request = request_of(case_href(case_id, "en"))
        view = find_page(request.address.path).content(request)
        words = texts_of(parts_of(view, "case-events"))
        assert f"{request.t(f'case_body.{body}')} (“{printed}”)" in words
        assert f"“{printed}”" in texts_of(parts_of(view, "case-events"), "id")
        request = request_of(case_href(case_id, "id"))
        assert printed in texts_of(parts_of(find_page(request.address.path).content(request), "case-events"))
