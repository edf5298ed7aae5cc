import re
import string
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import (
    LANGUAGES,
    format_date,
    format_days_to,
    format_month,
    format_number,
    format_range,
    format_share,
    t,
    texts,
)
from dashboard.theme import GROUPS
from nlp.election_calendar import load_stages

ROOT = Path(__file__).parents[2]
DOMAIN = tomllib.loads((ROOT / "warehouse/domain.toml").read_text(encoding="utf-8"))
VOCABULARY = {
    "relevance": DOMAIN["relevance"],
    "role": DOMAIN["official_roles"],
    "acting": DOMAIN["acting"],
    "acting_name": DOMAIN["acting"],
    "date_role": DOMAIN["date_roles"],
    "measure": DOMAIN["measure_types"],
    "measure_status": DOMAIN["measure_statuses"],
    "violation": DOMAIN["violation_types"],
    "violation_status": DOMAIN["violation_statuses"],
    "total": DOMAIN["total_kinds"],
    "total_state": DOMAIN["total_states"],
    "group": list(GROUPS),
    "election": ["pilkada", "pemilu"],
    "level": ["province", "regency", "city"],
}


def names(text) -> set[str]:
    forms = text.values() if isinstance(text, Mapping) else [text]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", VOCABULARY)
def test_every_value_of_the_domain_has_a_word(lang, table):
    keys = {key.partition(".")[2] for key in texts(lang) if key.startswith(f"{table}.")}
    assert keys == set(VOCABULARY[table])
    words = [str(texts(lang)[f"{table}.{value}"]) for value in VOCABULARY[table]]
    assert len(set(words)) == len(words), "two values read alike"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stage_of_the_calendar_has_a_word(lang):
    assert all(t(lang, f"stage.{stage.stage}") for stage in load_stages())


def test_languages_have_the_same_keys_and_values():
    ours, theirs = texts("id"), texts("en")
    assert set(ours) == set(theirs)
    # A form may spell a number out ("named once"), so English may name fewer in one form, never others.
    assert {key for key in ours if names(ours[key]) != names(theirs[key])} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_can_be_filled(lang):
    for key, text in texts(lang).items():
        shown = t(lang, key, **dict.fromkeys(names(text), 2))
        assert shown.strip(), key
        assert not re.search(r"[{}]", shown), key


@pytest.mark.parametrize(
    ("lang", "n", "words"),
    [("en", 0, "0 articles"), ("en", 1, "1 article"), ("en", 1163, "1,163 articles"), ("id", 1, "1 artikel"),
     ("id", 1163, "1.163 artikel"), ("en", "1", "1 article")],
)  # fmt: skip
def test_number_chooses_the_form(lang, n, words):
    assert t(lang, "figure.articles", n=n) == words


def test_what_is_missing_is_told():
    with pytest.raises(KeyError, match="bribery"):
        t("en", "measure.bribery")
    with pytest.raises(KeyError):
        t("en", "figure.articles", count=3)
    with pytest.raises(ValueError, match="jv"):
        t("jv", "month.1")


def test_values_are_put_in_once():
    assert t("en", "acting.former", role="{n} %s") == "former {n} %s"


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [(1163, 0, "1.163", "1,163"), (7.5, 1, "7,5", "7.5"), (0, 0, "0", "0"), (-1234.5, 1, "−1.234,5", "−1,234.5"),
     (284973643, 0, "284.973.643", "284,973,643")],
)  # fmt: skip
def test_format_number(value, decimals, indonesian, english):
    assert format_number(value, "id", decimals) == indonesian
    assert format_number(value, "en", decimals) == english


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_numbers_differ_only_in_their_marks(value):
    assert format_number(value, "id").replace(".", ",") == format_number(value, "en")
    assert int(format_number(value, "en").replace(",", "").replace("−", "-")) == value


def test_format_share():
    assert (format_share(0.075, "id", 1), format_share(0.075, "en", 1)) == ("7,5%", "7.5%")
    assert format_share(1, "id") == "100%"


def test_format_date():
    assert format_date(date(2024, 10, 25), "id") == "25 Okt 2024"
    assert format_date(date(2024, 10, 5), "en") == "5 Oct 2024"
    assert format_date(datetime(2024, 8, 1, 23, 30, tzinfo=UTC), "id") == "1 Agu 2024"
    assert [format_month(m, "id") for m in (5, 8, 10, 12)] == ["Mei", "Agu", "Okt", "Des"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [((2024, 10, 1), (2024, 10, 7), "1–7 Okt 2024"), ((2024, 9, 28), (2024, 10, 4), "28 Sep – 4 Okt 2024"),
     ((2024, 12, 30), (2025, 1, 5), "30 Des 2024 – 5 Jan 2025"), ((2024, 10, 1), (2024, 10, 1), "1 Okt 2024")],
)  # fmt: skip
def test_format_range(first, last, words):
    assert format_range(date(*first), date(*last), "id") == words


def test_format_days_to():
    assert [format_days_to(n, "id") for n in (-30, 0, 7)] == ["H−30", "H", "H+7"]
    assert format_days_to(-30, "en") == "D−30"
