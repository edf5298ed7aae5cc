"""The domain's values in the reader's language."""

import pytest

from dashboard.components.words import (
    date_words,
    election_name,
    measure_name,
    published_words,
    region_words,
    role_words,
    total_words,
    violation_name,
)


@pytest.mark.parametrize(
    ("lang", "value", "words"),
    [
        ("id", "2024-10-07", "7 Okt 2024"),
        ("en", "2024-10-07", "7 Oct 2024"),
        ("id", "2024-08", "Agu 2024"),
        ("id", "2024", "2024"),
        ("en", "2023-11-28/2024-02-10", "28 Nov 2023 – 10 Feb 2024"),
        ("id", "2024-13", "2024-13"),
        ("id", "kemarin dulu", "kemarin dulu"),
    ],
)
def test_date_words(lang, value, words):
    assert date_words(lang, value) == words


@pytest.mark.parametrize(
    ("lang", "published", "words"),
    [
        ("id", "2024-10-07T14:20:00+07:00", "Senin, 7 Okt 2024, 14.20 WIB"),
        ("en", "2025-07-22T14:05:00+09:00", "Tuesday, 22 Jul 2025, 14:05 WIT"),
        ("id", "2024-10-07T14:20:00+02:00", "Senin, 7 Okt 2024"),
        ("id", "2024-10-07", "Senin, 7 Okt 2024"),
        ("id", "Senin kemarin", None),
        ("id", None, None),
    ],
)
def test_published_words(lang, published, words):
    assert published_words(lang, published) == words


def test_values_of_the_domain():
    assert role_words("id", "regent", "pj") == "Pj. bupati"
    assert role_words("id", "asn", None) == "ASN"
    assert election_name("id", "pilkada-2024") == "Pilkada 2024"
    assert election_name("id", "pilpres") == "pilpres"
    assert region_words("en", "00", None) == "Indonesia"
    assert region_words("en", None, None) == ""


@pytest.mark.parametrize(
    ("lang", "count", "what", "words"),
    [
        ("id", 12, "asn", "12 ASN"),
        ("en", 1, "asn", "1 civil servant"),
        ("en", 1200, "reports", "1,200 reports"),
        ("id", 1200, "nosuch", "1.200 nosuch"),
    ],
)
def test_total_words(lang, count, what, words):
    assert total_words(lang, count, what) == words


def test_unknown_values_stand_as_they_are():
    assert measure_name("id", "nosuch") == "nosuch"
    assert violation_name("id", "nosuch") == "nosuch"
