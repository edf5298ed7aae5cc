"""Texts of strangers: whatever they hold, the reading ends and its offsets lie in the text.

How long it takes is measured by `make bench` ("Texts made to be slow"): linear in the length.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp.confidence import KINDS
from nlp.pipeline import read_article

# Pieces that the rules look for, to be strung together in every order with what no keyboard writes.
PIECES = (
    "ASN ", "netralitas ", "Pilkada 2024 ", "Bawaslu Kota Padang ", "Bupati ", "Plt. ", "H. ", "S.Sos., ", "Budi ",
    "“", "”", '"', "''", "‘", "’", "(", ")", ". ", ", ", ": ", "\n", "\n\n", "\u00a0", "\u2028", "\ufeff", "\x00",
    "\u200b", "\u202e", "Senin (3/2/2020) ", "31/2/2020 ", "27 November ", "s.d. ", "Rp ", "UU Nomor 20 Tahun 2023 ",
    "Nomor: 800/1/X ", "12 ASN dilaporkan, ", "terbukti ", "tidak ", "jika ", "katanya. ", "ujar ", "menurut ",
    "mengimbau ", "dijatuhi sanksi ", "Baca juga: ", "Kabupaten ", "Kec. ", "é", "İ", "ß", "ﬁ", "😀", "\ud7ff", "𝔸",
    "ـ", "กรุงเทพ ", "东京 ", "Москва ",
)  # fmt: skip
LANGUAGES = {
    "empty": "",
    "white space": " \n\t\u00a0\u2003\r\n",
    "English": "The mayor told civil servants to stay neutral in the election on Monday, 3 June 2024.",
    "Javanese": "Bupati ngendika supaya para pegawe ora melu kampanye ing pilkada taun iki.",
    "Arabic": "طلب رئيس البلدية من الموظفين الحياد في الانتخابات.",
    "Chinese": "市长要求公务员在选举中保持中立。",
    "one word": "ASN",
    "capitals": "BUPATI BUDI SANTOSO MINTA ASN NETRAL DI PILKADA 2024.",
    "marks alone": "“”\"''()[]{}.,;:!?…–—",
}
# A million characters in one line.
LONG = {
    "words": "asn harus netral pada pilkada ",
    "one run": "x",
    "digits": "1234567890/",
    "marks": "“(\"'",
    "offices": "Kepala Dinas Pendidikan ",
    "names": "Budi Santoso, ",
    "acts": "12 ASN dilaporkan dan terbukti, Bawaslu mengimbau ",
    "dates": "Senin 3/2/2020 sampai ",
    "laws": "UU Nomor 20 Tahun 2023 dan ",
}
LENGTH = 1_000_000


def check(article):
    annotation = read_article(article)
    size = len(article.text)
    items = [item for kind in (*KINDS, "sentences") for item in getattr(annotation, kind)]
    items += [mention for official in annotation.officials for mention in official.mentions]
    assert all(0 <= item.start < item.end <= size for item in items)
    names = {official.name for official in annotation.officials}
    speakers = {said.speaker for said in (*annotation.quotes, *annotation.statements)}
    assert speakers <= names | {None}
    sure = [item.confidence for kind in KINDS for item in getattr(annotation, kind)]
    assert all(value is None or 0 <= value <= 1 for value in sure)
    return annotation


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map("".join))
def test_any_text_is_read(text):
    check(Article("x", text, title="ASN netral", published="2024-08-01T08:00:00+07:00"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=30))
def test_any_title_and_date_are_read(text, title, published):
    check(Article("x", text, title=title, published=published))


@pytest.mark.parametrize("name", LANGUAGES)
def test_other_languages_and_no_text_are_read(name):
    annotation = check(Article("x", LANGUAGES[name]))
    assert name in {"Javanese", "capitals"} or annotation.relevance == "none"


@pytest.mark.parametrize("name", LONG)
def test_a_million_characters_in_one_line_are_read(name):
    piece = LONG[name]
    check(Article("x", piece * (LENGTH // len(piece))))
