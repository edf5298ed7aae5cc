import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html_page import read_values
from crawler.signatures import find_people


@pytest.mark.parametrize(
    ("lines", "author", "editor"),
    [
        (["Penulis: Sari Melati | Editor: Budi Santoso"], "Sari Melati", "Budi Santoso"),
        (["Pewarta: Ogi Pratomo\nEditor: Dodo Karundeng\nCopyright © BIRO 2018"], "Ogi Pratomo", "Dodo Karundeng"),
        (["Pewarta : Ogi Pratomo / Editor: Dodo / Copyright © BIRO 2018"], "Ogi Pratomo", "Dodo"),
        (["Editor: Redaksi", "Reporter: Wati"], "Wati", None),
        (["Oleh: Tim Redaksi"], None, None),
        (["Laporan Wartawan Nusa Harian, Sari Melati"], None, None),
        (["Kata editor kami, berita ini benar."], None, None),
        ([], None, None),
    ],
)
def test_find_people(lines, author, editor):
    found = find_people(lines)
    assert (found.author, found.editor) == (author, editor)


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_lines(lines):
    found = find_people(lines)
    assert all(name is None or name.strip() == name for name in (found.author, found.editor))


def test_a_signature_below_the_text():
    prose = (
        "Wali kota mengingatkan seluruh pegawai agar menjaga netralitas pada pemilihan kepala daerah.",
        "Ia menyampaikan hal itu saat memimpin apel di halaman kantor.",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    signature = "<p class='kecil'>Pewarta: Ogi Pratomo<br>Editor: Dodo Karundeng<br>Copyright &copy; BIRO 2018</p>"
    found = read_values(f"<html><body><article><h1>Judul</h1>{body}{signature}</article></body></html>")
    assert (found.author, found.editor) == ("Ogi Pratomo", "Dodo Karundeng")
    assert found.body == "\n\n".join(prose)


def test_a_signature_ends_where_the_time_begins():
    assert find_people(["Oleh : Hasnah Tambusai Pada : Selasa, 19 Agu 2025 - 15:40 WIB"]).author == "Hasnah Tambusai"
