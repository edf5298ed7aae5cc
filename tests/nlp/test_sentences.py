import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import find_sentences


def sentences_of(text, residue=()):
    return [text[one.start : one.end] for one in find_sentences(text, residue)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ia hadir. Ia pulang.", ["Ia hadir.", "Ia pulang."]),
        ("Kepala BKD Drs. H. Moh. Amir, M.Si. hadir di Kab. Bogor.", None),
        ("Sekda M. Yusuf bicara.", None),
        ("Ada 12.000 ASN.", None),
        ("“Kami tindak.” tegasnya.", None),
        ("“Kami tindak.” Ia pergi.", ["“Kami tindak.”", "Ia pergi."]),
        ('"Siapa? Saya!" katanya.', ['"Siapa?', 'Saya!" katanya.']),
        ("Baris satu\n\n  Baris dua  \r\nBaris tiga", ["Baris satu", "Baris dua", "Baris tiga"]),
        ("Surat itu terbit. 3 orang hadir.", ["Surat itu terbit.", "3 orang hadir."]),
        ("Ia diam... Lalu bicara.", ["Ia diam...", "Lalu bicara."]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_find_sentences(text, sentences):
    assert sentences_of(text) == ([text] if sentences is None else sentences)


def test_find_sentences_counts_paragraphs_and_marks_residue():
    text = "Satu. Dua.\nBaca Juga: Tiga\nEmpat."
    found = find_sentences(text, [(11, 26)])
    assert [(one.paragraph, one.is_residue) for one in found] == [(0, False), (0, False), (1, True), (2, False)]


@given(st.text(alphabet=st.sampled_from('aB1 .!?…”"“)\n\u00a0\u2028é𝄞')) | st.text())
def test_find_sentences_cover_all_that_is_not_space(text):
    found = find_sentences(text)
    assert "".join(sentences_of(text)).split() == text.split() or "".join(
        "".join(sentences_of(text)).split()
    ) == "".join(text.split())
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(one.start < one.end <= len(text) for one in found)
