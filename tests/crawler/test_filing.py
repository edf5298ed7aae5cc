import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.filing import (
    LONGEST_TAG,
    MOST_TAGS,
    clean_section,
    clean_tags,
    is_paid_label,
    is_paid_section,
    says_paid,
)

PROSE = "Pemerintah kota mengingatkan seluruh aparatur sipil negara agar menjaga netralitas pada pilkada."


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        ([" #Netralitas  ASN", "pilkada", "netralitas asn", "", "#"], ("Netralitas ASN", "pilkada")),
        (["a\x00b\u202e\ud800c", "\n x \t"], ("a b c", "x")),
        (["x" * 1_000_000, "y"], ("y",)),
        ([f"tag {n}" for n in range(10_000)], tuple(f"tag {n}" for n in range(MOST_TAGS))),
        ([], ()),
    ],
)
def test_tags(values, tags):
    assert clean_tags(values) == tags


@given(st.lists(st.text()))
def test_tags_of_strangers_are_bounded_and_can_be_written(values):
    tags = clean_tags(values)
    assert len(tags) <= MOST_TAGS
    assert all(0 < len(tag) <= LONGEST_TAG and tag == tag.strip() and tag.isprintable() for tag in tags)
    assert len({tag.casefold() for tag in tags}) == len(tags)
    "".join(tags).encode()
    assert clean_tags(tags) == tags


@pytest.mark.parametrize(
    ("value", "section"),
    [
        (" Politik ", "Politik"),
        ("Politik »", "Politik"),
        ("Home", None),
        ("BERITA", None),
        ("", None),
        (None, None),
        ("x" * 200, None),
    ],
)
def test_sections(value, section):
    assert clean_section(value) == section


@pytest.mark.parametrize(
    ("label", "paid"),
    [
        ("Advertorial", True),
        ("ADV", True),
        ("Advetorial", True),
        ("ADV DPRD Samarinda", True),
        ("Pariwara", True),
        ("(Adv)", True),
        ("advokat", False),
        ("Pariwara Antikorupsi", False),
        ("iklan kampanye", False),
        ("Iklan", False),
        ("Advertorial yang panjang sekali tentang netralitas", False),
        ("", False),
    ],
)
def test_labels(label, paid):
    assert is_paid_label(label) is paid


@pytest.mark.parametrize(
    ("section", "paid"),
    [("Iklan", True), ("Pariwara Kota", True), ("Advertorial", True), ("Politik", False), ("Iklan Kampanye", False)],
)
def test_sections_of_paid_articles(section, paid):
    assert is_paid_section(section) is paid


@pytest.mark.parametrize(
    ("text", "title", "paid"),
    [
        (f"Advertorial Kota\n\n{PROSE}", None, True),
        (f"Judul berita\nKantor wali kota. (Foto: Ist)\n\nADVERTORIAL\n\n{PROSE}", None, True),
        (f"SAMARINDA (ADV) – {PROSE}", None, True),
        (f"ADV – {PROSE}", None, True),
        (f"{PROSE} (red/Adv)", None, True),
        (f"{PROSE}\n\n(ADV/Diskominfo)", None, True),
        (f"{PROSE}\n\n***adv***\n\nEditor: Siti", None, True),
        (PROSE, "[ADV] Wali Kota Ingatkan Netralitas", True),
        (PROSE, "Wali Kota Ingatkan Netralitas (Advertorial)", True),
        (PROSE, None, False),
        (f"IKLAN\n\n{PROSE}\n\nADVERTISEMENT\n\n{PROSE} (red)", "Iklan Kampanye Dibatasi", False),
        (f"{PROSE} (Adv. Siti Aminah)", None, False),
        (f"{PROSE}\n\nAdvertorial\n\n" + f"{PROSE}\n\n" * 9, None, False),
        (f"{PROSE}\n\nBupati meminta iklan (pariwara dan lain-lain yang dipasang para calon) diturunkan.", None, False),
        ("", None, False),
    ],
)
def test_what_a_text_says(text, title, paid):
    assert says_paid(text, title) is paid


@given(st.text(), st.none() | st.text())
def test_any_text_is_looked_at(text, title):
    assert says_paid(text, title) in (True, False)
