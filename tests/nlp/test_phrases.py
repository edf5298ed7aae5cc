"""Phrases of the lexicons: where they are found, and that what is done to find them soon rules nothing out."""

import re

import pytest

from nlp.conduct_cues import KINDS, phrases_of, read_cues
from nlp.conduct_status import load_weights, weigh
from nlp.long_patterns import begins_like
from nlp.needles import REGISTER, TextNeedles
from nlp.phrases import compile_phrase, compile_phrases, find_all, search_any
from nlp.span_search import SpanSearch

TEXT = (
    "ASN Kota Awan dilarang mengunggah foto calon. Lurah itu, kata Bupati,\nmeng-upload dan nge-share swafoto-nya. "
    "Hati-hati, Netralitas dijaga; TIDAK BOLEH memihak salah satu paslon.\nPegawai negeri sipil ikut kampanye."
)
SOURCES = [
    "asn",
    "~unggah .. foto",
    "~upload",
    "~share",
    "hati-hati",
    "netral*",
    "tidak|jangan boleh",
    "salah_satu paslon|calon",
    "pegawai_negeri ... kampanye",
    "lurah ... kampanye",
    "swafoto*",
    "sap*",
]


def spans_by_case(sources: list[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What the expressions find by themselves, in the text as printed."""
    return [found.span() for source in sources for found in compile_phrase(source).pattern.finditer(text, start, end)]


@pytest.mark.parametrize(("start", "end"), [(0, len(TEXT)), (0, 45), (46, 120), (4, 44), (60, 60)])
def test_find_all_is_what_the_expressions_find(start, end):
    found = find_all(compile_phrases(SOURCES), TEXT, start, end)
    assert [match.span() for match in found] == spans_by_case(SOURCES, TEXT, start, end)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("asn", "ASN"),
        ("~upload", "meng-upload"),
        ("~share", "nge-share"),
        ("hati-hati", "Hati-hati"),
        ("tidak boleh", "TIDAK BOLEH"),
        ("salah_satu paslon", "salah satu paslon"),
        ("sipil kampanye", None),
        ("lurah .. mengunggah", None),
    ],
)
def test_search_any_tells_where(source, printed):
    found = search_any(compile_phrases([source]), TEXT)
    assert (TEXT[found.start() : found.end()] if found else None) == printed


def test_a_list_compiled_after_the_text_was_read_is_found():
    text = "Seorang juru tik zirkon menata arsip di-zirkon-kan."
    assert search_any(compile_phrases(["juru"]), text) is not None
    assert "zirk" not in REGISTER.needles
    later = compile_phrases(["zirk*", "arsip"])
    assert [match.span() for match in find_all(later, text)] == spans_by_case(["zirk*", "arsip"], text, 0, len(text))
    assert [phrase.source for phrase in later.possible(text)] == ["zirk*", "arsip"]


def test_needles_stand_where_searching_finds_them():
    lowered = f"{TEXT} {'netralasn' * 30}".lower()
    needles = TextNeedles(lowered)
    for needle in REGISTER.needles:
        assert sorted(needles.offsets(needle)) == [
            at for at in range(len(lowered)) if lowered.startswith(needle, at)
        ], needle


def test_letters_that_are_two_in_lower_case_move_nothing():
    text = "İİİ Pegawai ASN İkut."
    found = search_any(compile_phrases(["asn"]), text)
    assert found is not None
    assert text[found.start() : found.end()] == "ASN"


def test_span_search_finds_what_each_span_holds():
    spans = tuple(line.span() for line in re.finditer(r"[^.\n]+", TEXT))
    search, phrases = SpanSearch(TEXT, spans), compile_phrases(SOURCES)
    expected = {
        (source, index, span)
        for source in SOURCES
        for index, (start, end) in enumerate(spans)
        for span in spans_by_case([source], TEXT, start, end)
    }
    found = {
        (phrase.source, index, match.span()) for phrase, index, match in search.matches(phrases, search.everywhere)
    }
    assert found == expected
    first = {index for _, index, _ in search.matches(phrases, 1)}
    assert first == {0}


def test_cues_are_those_of_each_kind():
    text = "Dua guru diduga melanggar. Lurah Awan terbukti tidak netral dan dijatuhi sanksi; ASN dilarang kampanye."
    cues = read_cues(text)
    told = {(cue.kind, cue.start, cue.end) for cue in cues.between(0, len(text))}
    by_kind = {(kind, *match.span()) for kind in KINDS for match in find_all(phrases_of(kind), text, 0, len(text))}
    assert told <= by_kind
    assert {kind for kind, _, _ in told} >= {"charged", "proven", "ruled"}
    assert read_cues(text) is cues


@pytest.mark.parametrize("words", [["pilkada", "pemilu"], ["UU", "se", "Perbawaslu"], ["jum'at", "mei"], ["di"]])
def test_begins_like_rules_out_no_word(words):
    opening = re.compile(rf"(?i)\b{begins_like(words, '0-9')}")
    for word in words:
        for printed in (word, word.upper(), word.capitalize()):
            assert opening.match(printed)
    assert opening.match("7 Maret")
    assert not opening.match("xenon")


def test_begins_like_of_no_letters_is_empty():
    assert begins_like(["(di", "pada"]) == ""


class Reversed(frozenset[str]):
    """Features in the other order."""

    def __iter__(self):
        return reversed(list(super().__iter__()))


def test_shares_do_not_depend_on_the_order_of_features():
    for names in batched(sorted(load_weights()[0])):
        assert weigh(frozenset(names)) == weigh(Reversed(names))


def batched(names: list[str]) -> list[list[str]]:
    """The names, a dozen at a time."""
    return [names[at : at + 12] for at in range(0, len(names), 12)]
