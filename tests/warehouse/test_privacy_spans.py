"""What of a text is covered: the name in every form, and nothing else."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.privacy_spans import BLOCK, PrintedName, find_masked_spans, mask, within


def covered(text: str, *names: str, kept: tuple[str, ...] = (), is_slug: bool = False, mentions: bool = False) -> str:
    at = lambda name: tuple((i, i + len(name)) for i in range(len(text)) if text.startswith(name, i))  # noqa: E731
    own = [PrintedName(name, at(name) if mentions else ()) for name in names]
    return mask(text, find_masked_spans(text, own, [PrintedName(name) for name in kept], is_slug))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guru Sarmin Rekawan hadir", "Guru ██████████████ hadir"),
        ("guru SARMIN  REKAWAN, sarmin\nrekawan", "guru ███████████████, ██████████████"),
        ("Sarmin-Rekawan dan Sarmin. Rekawan", "██████████████ dan ███████████████"),
        ("Sarmin datang, Rekawan pulang", "██████ datang, ███████ pulang"),
        ("Sarmina dan Rekawanto", "Sarmina dan Rekawanto"),
        ("Sar\u00admin Rek\u200bawan 😀 Sármin", "████████████████ 😀 ██████"),
        ("#SarminRekawan @sarminrekawan @sarmin", "#█████████████ @█████████████ @██████"),
        ("Sarmin's, (Sarmin) “Sarmin”", "██████'s, (██████) “██████”"),
        ("Jalan Rekawan, Desa Sarmin", "Jalan Rekawan, Desa Sarmin"),
        ("si sarmin kecil: Sarmin", "si sarmin kecil: Sarmin"),
    ],
)
def test_forms_of_a_name(text, expected):
    assert covered(text, "Sarmin Rekawan") == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Indah Rekawan", "Pantai Indah. Indah Rekawan", "Pantai Indah. █████████████"),
        ("Budi Jaya", "Subang Jaya, Jaya Abadi, BUDI JAYA", "Subang Jaya, Jaya Abadi, █████████"),
        ("Siak Rekawan", "Kabupaten Siak, Siak dan Rekawan", "Kabupaten Siak, Siak dan ███████"),
        ("M. Ali Rekawan", "M. Ali R dan Ali; M Ali Rekawan", "M. Ali R dan Ali; █████████████"),
    ],
)
def test_places_and_words_that_are_name_parts_stay(name, text, expected):
    assert covered(text, name) == expected


def test_a_part_that_is_a_word_is_covered_where_it_is_mentioned():
    text = "Indah Rekawan hadir di Pantai Indah, kata Indah."
    names = [PrintedName("Indah Rekawan", ((0, 13), (42, 47)), ("Indah",))]
    assert mask(text, find_masked_spans(text, names)) == "█████████████ hadir di Pantai Indah, kata █████."


def test_a_namesake_in_office_stays_named():
    text = "Bupati Sarmin Wijayanto memanggil Sarmin Rekawan. Sarmin menolak."
    assert covered(text, "Sarmin Rekawan", kept=("Sarmin Wijayanto",)) == (
        "Bupati Sarmin Wijayanto memanggil ██████████████. Sarmin menolak."
    )
    same = "Bupati Sarmin dan guru Sarmin"
    names = [PrintedName("Sarmin", ((23, 29),))]
    kept = [PrintedName("Sarmin", ((7, 13),))]
    assert mask(same, find_masked_spans(same, names, kept)) == "Bupati Sarmin dan guru ██████"
    longer = "Bupati Agus Sarmin Rekawan; Sarmin Rekawan"
    assert covered(longer, "Sarmin Rekawan", kept=("Agus Sarmin Rekawan",)) == "Bupati Agus Sarmin Rekawan; " + "█" * 14


def test_a_short_form_of_one_in_office_uncovers_no_full_name():
    names = [PrintedName("Sarmin Rekawan")]
    kept = [PrintedName("Sarmin Wijayanto", (), ("Sarmin",))]
    text = "Sarmin Rekawan dan Sarmin"
    assert mask(text, find_masked_spans(text, names, kept)) == "██████████████ dan Sarmin"


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("https://x.example/lurah-sarmin-rekawan-diduga", "https://x.example/lurah-██████████████-diduga"),
        ("https://x.example/lurah_sarmin%20rekawan.html", "https://x.example/lurah_████████████████.html"),
        ("https://x.example/?q=SarminRekawan&r=rekawan", "https://x.example/?q=█████████████&r=███████"),
        ("a.jsonl:12", "a.jsonl:12"),
    ],
)
def test_addresses(slug, expected):
    assert covered(slug, "Sarmin Rekawan", is_slug=True) == expected


def test_within_counts_from_the_beginning_of_the_stretch():
    assert within([(2, 5), (8, 12), (20, 22)], 4, 10) == [(0, 1), (4, 6)]


NAME = st.lists(st.sampled_from(["Sarmin", "Rekawan", "Indah", "Siak", "Ali", "😀", "(", "é", "\\d"]), max_size=3).map(
    " ".join
)
PIECES = ["Sarmin", "rekawan", "Indah", " ", "\n", ". ", "-", "@", "😀", "e\u0301", BLOCK]
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join)
SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60))


@settings(deadline=None)
@given(text=TEXT, name=NAME, kept=NAME, mentions=st.lists(SPAN, max_size=3))
def test_whatever_comes_the_length_holds_and_the_full_name_is_gone(text, name, kept, mentions):
    names = [PrintedName(name, tuple(mentions))]
    spans = find_masked_spans(text, names, [PrintedName(kept)])
    masked = mask(text, spans)
    assert len(masked) == len(text)
    assert all(a == b or b == BLOCK for a, b in zip(text, masked, strict=True))
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    if " " in name and not kept and name.replace(" ", "").isalpha():
        plain = unicodedata.normalize("NFC", masked).casefold()
        assert f" {name.casefold()} " not in f" {plain} "


def test_a_long_text_of_nothing_but_the_name_is_covered_to_its_end():
    """How long it takes is measured by `make bench` ("Texts made to be slow")."""
    text = "Muhammad " * 40_000
    masked = mask(text, find_masked_spans(text, [PrintedName("Muhammad " * 8 + str(n)) for n in range(20)]))
    assert len(masked) == len(text)
    assert set(masked) == {BLOCK, " "}
