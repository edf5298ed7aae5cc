from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.legal import find_legal, law_name, load_laws


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SKB No. 2 Tahun 2022 dan PP 94/2021", ["SKB 2/2022", "PP 94/2021"]),
        ("sesuai UU ASN", []),
        ("UU ASN Nomor 20 Tahun 2023", ["UU 20/2023"]),
        ("UU No. 5/2014 dan UU No.10/2016", ["UU 5/2014", "UU 10/2016"]),
        ("Undang - Undang RI Nomor 7 Thn 2017", ["UU 7/2017"]),
        (
            "UU No 6 tahun 2020, penetapan atas Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2020",
            ["UU 6/2020", "Perppu 2/2020"],
        ),
        (
            "Peraturan Menteri PANRB Nomor 27, 28 dan 29 Tahun 2021",
            ["PermenPANRB 27/2021", "PermenPANRB 28/2021", "PermenPANRB 29/2021"],
        ),
        ("PermenPAN-RB 6/2022, Perbawaslu Nomor 6 Tahun 2018", ["PermenPANRB 6/2022", "Perbawaslu 6/2018"]),
        ("PKPU 13 Tahun 2024 jo. PKPU 1 Tahun 2025", ["PKPU 13/2024", "PKPU 1/2025"]),
        ("UU Nomor 10 Tahun 2016 jo Nomor 6 Tahun 2020", ["UU 10/2016", "UU 6/2020"]),
        ("Peraturan Pemerintah (PP) Nomor 53 Tahun 2010", ["PP 53/2010"]),
        ("SKB MenPAN-RB, Mendagri, BKN, KASN dan Bawaslu Nomor 2 Tahun 2022", ["SKB 2/2022"]),
        (
            "Surat Keputusan Bersama Nomor 2 Tahun 2022, Nomor 800-5474 Tahun 2022, Nomor 246 Tahun 2022",
            ["SKB 2/2022"],
        ),
        ("Peraturan Bersama Menteri A, Menteri B dan Ketua Bawaslu Nomor 2 Tahun 2022", ["SKB 2/2022"]),
        ("Perbawaslu Nomor 6 Tahun 2018 dan Nomor 28 Tahun 2018", ["Perbawaslu 6/2018", "Perbawaslu 28/2018"]),
        ("PP 42 /2004", ["PP 42/2004"]),
        ("SKB Nomor 800-2836 tentang netralitas", []),
        ("Perda Kota Nusa Nomor 3 Tahun 2019", ["Perda 3/2019"]),
        ("Permendikbud Nomor 7 Tahun 2021", ["Permendikbud 7/2021"]),
        ("sesuai UU, Surat Edaran Bupati Nomor 12 Tahun 2024", []),
        ("Satpol PP 12/2020", []),
        ("UU Nomor 5 Tahun 1014", []),
        ("pp 94 tahun\u00a02021", ["PP 94/2021"]),
        ("Undang-undang RI Nomor: 5 Tahun 2014", ["UU 5/2014"]),
        ("PP No 94 Thn 2021", ["PP 94/2021"]),
        ("Perpu Nomor 2 Tahun 2020, Inpres No. 6/2020", ["Perppu 2/2020", "Inpres 6/2020"]),
        ("peraturan pemerintah pengganti UU Nomor 1 tahun 2014", ["Perppu 1/2014"]),
        ("Peraturan Menteri PAN dan RB Nomor 6 Tahun 2022", ["PermenPANRB 6/2022"]),
        ("Perka Bawaslu 5/2022", ["Perbawaslu 5/2022"]),
    ],
)
def test_find_legal(text, names):
    assert [ref.value for ref in find_legal(text)] == names


def test_the_span_holds_kind_and_year():
    text = "Menurut Peraturan Pemerintah (PP) Nomor 53 Tahun 2010, cuti wajib."
    (ref,) = find_legal(text)
    assert text[ref.start : ref.end] == "Peraturan Pemerintah (PP) Nomor 53 Tahun 2010"


def test_a_joint_decree_takes_all_its_numbers():
    text = "SKB Nomor 2 Tahun 2022, Nomor 800-77 Tahun 2022, Nomor 1447.1/PM.01/K.1/10/2022 tentang"
    (ref,) = find_legal(text)
    assert text[ref.end :] == " tentang"


def test_the_rule_tells_how_it_is_cited():
    found = find_legal("UU 5/2014, UU tentang Aparatur Sipil Negara Nomor 20 Tahun 2023, PP Nomor 53 dan 94 Tahun 2021")
    assert [ref.rule for ref in found] == ["law.named: uu", "law.titled: uu", "law.named: pp", "law.named: pp"]


@pytest.mark.parametrize(
    ("value", "name"),
    [("UU 20/2023", "Aparatur Sipil Negara"), ("PP 94/2021", "Disiplin Pegawai Negeri Sipil"), ("UU 99/2099", None)],
)
def test_law_name(value, name):
    assert law_name(value) == name


def test_the_laws_are_in_order():
    laws = load_laws()
    assert len(laws) >= 40
    for value, law in laws.items():
        assert [ref.value for ref in find_legal(value)] == [value]
        assert law.name == law.name.strip() != ""
        assert law.repealed_by == "" or law.repealed_by in laws
        assert law.source == "" or law.source.startswith("https://peraturan.")
        if law.in_force_from:
            year = value.rpartition("/")[2]
            assert date.fromisoformat(law.in_force_from).year in {int(year), int(year) + 1}


@given(st.text(alphabet="UUPSKB Nomor12/,.\n tahun2024dan", max_size=200))
def test_any_text_is_read(text):
    assert all(0 <= ref.start < ref.end <= len(text) for ref in find_legal(text))
