"""The domain's values in the reader's language."""

import re

import pytest

from dashboard.components.accused import accused, table
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
from warehouse.case_words import load_words, office_names


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


def who(lang: str, group_words: str | None, office: str | None = None, person_count: int | None = None) -> str:
    return accused(lang, {"group_words": group_words, "office": office, "person_count": person_count}).text()


@pytest.mark.parametrize(
    ("printed", "office", "count", "words"),
    [
        ("empat guru", "guru", 4, "Four teachers"),
        ("Dua orang  camat", "camat", 2, "Two district heads"),
        ("seorang kepala bagian", "kepala bagian", 1, "Section head"),
        ("Seorang staf", "staf", None, "Staff member"),
        ("9 ASN", "asn", 9, "9 civil servants"),
        ("1 bidan", "bidan", None, "1 midwife"),
        ("dua lainnya", "lainnya", 2, "Two other persons"),
        ("kadisdik", "kepala dinas", 1, "Education department head"),
        # No number is told: one or several.
        ("guru", "guru", None, "Teacher(s)"),
        ("guru", "guru", 1, "Teacher"),
        ("guru", "guru", 3, "Teachers"),
        ("bidan", "bidan", None, "Midwife/midwives"),
        ("Sekda", "sekretaris daerah", None, "Regional secretary"),
        ("banyak pejabat", "pejabat", None, "Many officials"),
        ("sejumlah kades", "kepala desa", None, "A number of village heads"),
        # Words that say more than count and office stay.
        ("oknum guru", "guru", 1, "Teacher (“oknum guru”)"),
        ("dua oknum guru", "guru", 2, "Two teachers (“dua oknum guru”)"),
        ("salah satu camat", "camat", 1, "District head (“salah satu camat”)"),
        ("empat nama pegawai", "pegawai", 4, "Four employees (“empat nama pegawai”)"),
        ("seorang panewu", "camat", 1, "District head (“panewu”)"),
        ("oknum guru SD negeri", "guru", 1, "Teacher (“oknum guru SD negeri”)"),
        ("lurah", "lurah", 1, "Village head (“lurah”)"),
        ("kapten kapal ferry", None, None, "Accused (“kapten kapal ferry”)"),
        # A number alone does not tell an office, though the machine takes one.
        ("Dua", "asn", 2, "Two persons"),
        ("satu", "asn", 1, "One person"),
        # What is not printed is told by the office of the case.
        (None, "kepala dinas", 1, "Department head"),
        (None, "kepala dinas", 2, "Department heads"),
        (None, "lurah", 1, "Village head (“lurah”)"),
        (None, None, 2, "Nobody described"),
        ("terdakwa", "kepala sekolah", 1, "Defendant"),
    ],
)
def test_the_accused_in_english(printed, office, count, words):
    assert who("en", printed, office, count) == words


@pytest.mark.parametrize(
    ("printed", "office", "words"),
    [
        ("seorang lurah", "lurah", "Lurah"),
        ("Empat  guru", "guru", "Empat guru"),
        (None, "asn", "ASN"),
        (None, "kepala upt", "Kepala UPT"),
        (None, "kepala dinas", "Kepala dinas"),
        (None, None, "Tidak disebut siapa"),
    ],
)
def test_the_accused_in_indonesian_are_as_printed(printed, office, words):
    assert who("id", printed, office) == words


def test_the_english_of_offices_knows_the_words_of_the_warehouse():
    names, words = table(), load_words()
    general = words["general"]["words"]
    assert set(names["offices"]) == {*words["offices"], *general}
    printed = set(office_names())
    assert set(names["forms"]) <= printed - set(names["offices"])
    assert set(names["plain"]["words"]) <= printed - set(names["offices"]) - set(names["forms"])
    assert set(names["plain"]["kept"]) | set(names["indonesian"]) <= set(names["offices"])
    assert set(names["plain"]["single"]) <= set(names["offices"]) | set(names["forms"])
    assert set(names["vague"]) == set(words["vague"]["words"])
    assert set(names["counts"]) == {word for word in words["counts"] if not re.search("oknum|salah", word)}
    # Two offices of one English name, unless the printed word stays beside it.
    shown = [tuple(names["offices"][name]) for name in words["offices"] if name not in names["plain"]["kept"]]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("count", ["", "seorang ", "dua ", "puluhan ", "7 "])
def test_no_indonesian_is_left_but_what_is_kept_in_quotation_marks(count):
    ours = {word for name in (*office_names(), *load_words()["counts"]) for word in re.findall(r"[a-z-]+", name)}
    ours -= {"rt", "rw", "madrasah", "ii", "iii", "iv"}
    for form, office in office_names().items():
        found = accused("en", {"group_words": count + form, "office": office})
        assert not ours & set(re.findall(r"[a-z-]+", found.words.lower())), form
        assert found.words[:1].isupper() or found.words[:1].isdigit()
        kept = form in table()["plain"]["kept"] or not any(
            form in part for part in (table()["offices"], table()["forms"], table()["plain"]["words"])
        )
        assert (found.printed is not None) == kept
        assert found.printed is None or found.printed.endswith(form)
