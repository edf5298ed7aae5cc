import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.documents import find_documents


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Surat edaran bernomor 800.1/77/BKPSDM-NS/2024 itu", ["800.1/77/BKPSDM-NS/2024"]),
        ("rekomendasi KASN Nomor R-411/NK.01.00/02/2024.", ["R-411/NK.01.00/02/2024"]),
        ("surat nomor 700 / 39 / IJ yang", ["700 / 39 / IJ"]),
        ("Keputusan Menteri Dalam Negeri Nomor 100.2.1.3-77 Tahun 2025", ["100.2.1.3-77 Tahun 2025"]),
        ("surat nomor 270/1234 tertanggal", ["270/1234"]),
        ("Surat Edaran Wali Kota Nomor 8 Tahun 2024", ["8 Tahun 2024"]),
        ("Surat Edaran (SE) Nomer 800 /77/BKD tentang", ["800 /77/BKD"]),
        ("Selasa (16/7/2024), lalu 3/4/24", []),
        ("DPR/DPD/DPRD dan TNI/Polri", []),
        ("Putusan MK Nomor 60/PUU-XXII/2024", []),
        ("perkara nomor 12/Pid.S/2024/PN Nsa", []),
        ("https://contoh.id/2024/10/800/surat", []),
        ("surat suara nomor 270 rusak", []),
        ("(red/a2/b)", []),
        ("nomor 0811-5000-1234", []),
    ],
)
def test_find_documents(text, numbers):
    assert [number.value for number in find_documents(text)] == numbers


def test_closed_spans_are_not_read():
    text = "Nomor 800/97/BKD/2025"
    assert find_documents(text, [(0, len(text))]) == []


@given(st.text(alphabet="nomor surat12/.-AB\n", max_size=200))
def test_value_is_what_is_printed(text):
    assert all(text[number.start : number.end] == number.value for number in find_documents(text))


def test_the_rule_tells_what_it_was_told_by():
    found = find_documents("Surat 800/77/BKD/2024, surat nomor 270/1234, dan SK Bupati Nomor 12 Tahun 2024")
    assert [number.rule.partition(":")[0] for number in found] == ["form", "called", "instrument"]
