import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html_page import read_values
from crawler.signatures import find_people, find_signature


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


@pytest.mark.parametrize(
    ("end", "signature"),
    [
        ("kata camat. (een)", "een"),
        ("kata camat.\n\n(Maria Bere)", "Maria Bere"),
        ("kata camat.” (Maria Bere)\nEditor: Siti", "Maria Bere"),
        # Initials of two, the house, a body, an office, a place, an abbreviation, a mark: no person's.
        ("kata camat. (min/ema)", None),
        ("kata camat. (red)", None),
        ("kata camat. (red/Adv)", None),
        ("kata camat. (Tim Redaksi)", None),
        ("kata camat. (Humas Pemkot Metro)", None),
        ("kata camat. (Kota Metro)", None),
        ("kata camat.” (Bupati Kukar)", None),
        ("kata camat. (*)", None),
        ("kata camat dalam rapat (Siti Aminah)", None),
        ("kata camat.", None),
    ],
)
def test_a_text_signed_in_brackets(end, signature):
    assert find_signature(f"Pegawai negeri diminta netral dalam pilkada nanti.\n\nItu pesan saya, {end}") == signature


def test_a_signature_far_above_the_end_is_none():
    assert find_signature("Kata dia. (een)\n" + "Kalimat lain tanpa tanda.\n" * 8) is None


@pytest.mark.parametrize(
    ("head", "end", "author"),
    [
        ("", "(een)", "een"),
        ("<meta name='author' content='Maria Bere'>", "(mb)", "Maria Bere"),
        ("<meta name='author' content='admin'>", "(Maria Bere)", "Maria Bere"),
        ("<meta name='author' content='admin'>", "", None),
    ],
)
def test_names_go_before_initials_and_anyone_before_nobody(head, end, author):
    body = "<p>Wali kota mengingatkan seluruh pegawai agar menjaga netralitas pada pemilihan kepala daerah.</p>"
    more = f"<p>Ia menyampaikan hal itu saat memimpin apel di halaman kantor wali kota.</p><p>{end}</p>"
    page = f"<html><head>{head}</head><body><article><h1>Judul berita</h1>{body}{more}</article></body></html>"
    assert read_values(page).author == author
