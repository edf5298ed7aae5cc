"""Filters to address and back."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import FILTER_KEYS, PAGE_KEYS, STATEMENT_KEY, Address, article_href, href, parse_address
from dashboard.components.reader import LEGEND
from dashboard.components.shell import FILTERED, PAGES
from warehouse.queries import Filters

CODES = st.lists(st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True), max_size=3, unique=True).map(tuple)
DAYS = st.none() | st.dates()
WORDS = st.none() | st.lists(
    st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=8), min_size=1, max_size=4
).map(" ".join)


@given(elections=CODES, provinces=CODES, measures=CODES, violations=CODES, date_from=DAYS, date_to=DAYS, text=WORDS)
def test_filters_survive_the_address(**values):
    filters = Filters(**values)
    path, _, query = href("/articles", "en", filters).partition("?")
    address = parse_address(path, f"?{query}")
    assert (address.path, address.lang, address.filters) == ("/articles", "en", filters)


@given(st.text(max_size=200))
def test_any_query_is_read_without_error(query):
    address = parse_address("/", f"?{query}")
    assert parse_address("/", address.to("/", keep_filters=True).removeprefix("/")).filters == address.filters


@pytest.mark.parametrize(
    ("search", "filters"),
    [
        (None, Filters()),
        ("?election=pilkada-2024&province=21,13", Filters(elections=("pilkada-2024",), provinces=("21", "13"))),
        ("?from=2024-07-01&to=gestern", Filters(date_from=date(2024, 7, 1))),
        ("?from=20240701", Filters()),
        ("?province=<script>&measure=pledge';--", Filters()),
        ("?relevance=core", Filters(relevance=("core",))),
        ("?q=  surat   edaran ", Filters(text="surat edaran")),
    ],
)
def test_parse(search, filters):
    assert parse_address("/", search).filters == filters


def test_plain_address_is_the_whole_collection():
    assert href("/") == "/"
    assert Address().in_language("en") == "/?lang=en"


def test_how_sure_and_in_which_order_survive_the_address():
    address = parse_address("/evidence", "?order=unsure&sure=80&kind=measure&lang=en")
    assert address.in_language("id") == "/evidence?kind=measure&sure=80&order=unsure"
    assert address.with_filters(provinces=("33",)) == "/evidence?province=33&kind=measure&sure=80&order=unsure&lang=en"


def test_the_script_knows_the_same_keys():
    script = (Path(__file__).parents[2] / "dashboard/assets/netralitas.js").read_text(encoding="utf-8")
    lists = {name: re.findall(r'"(\w+)"', found) for name, found in re.findall(r"var (\w+) = \[([^\]]*)\]", script)}
    assert lists["PAGE_KEYS"] == [*PAGE_KEYS, STATEMENT_KEY]
    assert lists["ORDER"] == list(FILTER_KEYS)
    targets = re.search(r"var FILTERED = \[([^\]]*)\]", script)
    assert targets is not None
    assert re.findall(r'"([^"]+)"', targets[1]) == [PAGES[section] for section in FILTERED]
    assert lists["KINDS"] == list(LEGEND)


def test_unknown_language_is_indonesian():
    assert parse_address("/", "?lang=fr").lang == "id"


def test_article_id_is_quoted():
    assert article_href("a/b?c", "en", 12) == "/articles/a%2Fb%3Fc?lang=en#at-12"
