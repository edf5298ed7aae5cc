"""Corrections onto an annotation: found by meaning, applied once, told where they find no place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp.records import Annotation, Measure, Mention, Official, Quote, Value, Violation
from warehouse.checks import check_article
from warehouse.correction_applying import apply_corrections
from warehouse.correction_fields import LISTS, RULES, region_codes
from warehouse.correction_parsing import parse_corrections
from warehouse.corrections import Correction, Corrections, report_corrections

TEXT = (
    "Sekda Amran Karangan menerbitkan edaran di Batam. Lurah Ujang\n Rekaan diduga ikut kampanye. "
    '"Kami awasi," kata Amran. Edaran itu diteken di Batam.'
)
ARTICLE = Article("a", TEXT)


def spot(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def read() -> Annotation:
    return Annotation(
        "a",
        ARTICLE.version,
        "test",
        "mention",
        primary_regions=["21.71"],
        regions=[Value("21.71", *spot("Batam"))],
        officials=[
            Official("Amran Karangan", "regent", None, None, *spot("Sekda Amran Karangan"), mentions=()),
            Official("Ujang", "village_head", None, None, *spot("Lurah Ujang"), (Mention("Ujang", *spot("Ujang")),)),
        ],
        measures=[
            Measure("circular", "taken", None, *spot("menerbitkan edaran")),
            Measure("circular", "planned", None, *spot("Edaran itu")),
        ],
        violations=[Violation("campaigning", "proven", *spot("ikut kampanye"))],
        quotes=[Quote("Amran Karangan", "Kami awasi,", *spot("Kami awasi,"))],
    )


def entry(number: int = 1, **keys: str) -> str:
    head = {"id": f'"k-{number}"', "by": '"redaksi"', "made_on": "2024-11-05", "why": '"salah baca"', "article": '"a"'}
    return "[[correction]]\n" + "\n".join(f"{name} = {value}" for name, value in (head | keys).items()) + "\n"


def corrections(*entries: str) -> Corrections:
    return parse_corrections("\n".join(entries), "test")


def apply(*entries: str, annotation: Annotation | None = None, article: Article = ARTICLE):
    return apply_corrections(article, annotation or read(), corrections(*entries))


FIX_ROLE = entry(
    kind='"fix"',
    item='"official"',
    field='"role"',
    old='"regent"',
    new='"regional_secretary"',
    words='"Amran Karangan"',
)
FIX_STATUS = entry(
    kind='"fix"', item='"violation"', field='"status"', old='"proven"', new='"alleged"', words='"ikut kampanye"'
)


def test_a_field_is_fixed_and_says_by_what():
    annotation, [row] = apply(FIX_ROLE)
    assert (annotation.officials[0].role, annotation.officials[0].rule) == ("regional_secretary", "correction:k-1")
    assert annotation.officials[0].confidence == 1.0
    assert (row.is_applied, row.note, row.made_by) == (True, None, "redaksi")
    assert annotation.officials[1:] == read().officials[1:]
    assert annotation.measures == read().measures


def test_the_records_given_are_not_changed():
    before = read()
    apply(FIX_ROLE, FIX_STATUS.replace("k-1", "k-2"), annotation=before)
    assert before == read()


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        ({"words": '"di Jakarta"'}, "the words are not in version"),
        ({"words": '"Kami awasi"'}, "1 of these values elsewhere"),
        ({"old": '"governor"'}, "no such item"),
        ({"old": '"governor"', "new": '"regent"'}, "no longer needed"),
        ({"at": "[3, 9]", "version": '"0123456789abcdef"'}, None),
    ],
)
def test_a_correction_without_place_is_told(keys, note):
    head = {
        "kind": '"fix"',
        "item": '"official"',
        "field": '"role"',
        "old": '"regent"',
        "new": '"mayor"',
        "words": '"Amran Karangan"',
    }
    annotation, [row] = apply(entry(**(head | keys)))
    assert row.is_applied == (note is None)
    assert note is None or note in row.note
    assert (annotation == read()) == (note is not None)


def test_offsets_without_words_hold_in_their_version_only():
    start, end = spot("Amran Karangan")
    keys = {"kind": '"drop"', "item": '"official"', "at": f"[{start}, {end}]"}
    annotation, [row] = apply(entry(**keys, version=f'"{ARTICLE.version}"'))
    assert (row.is_applied, [o.name for o in annotation.officials]) == (True, ["Ujang"])
    annotation, [row] = apply(entry(**keys, version='"0123456789abcdef"'))
    assert (row.is_applied, annotation) == (False, read())
    assert "its offsets count in version 0123456789abcdef" in row.note


def test_it_survives_a_newer_text_and_a_newer_pipeline():
    article = Article("a", "Ralat redaksi.\n\n" + TEXT.replace("ikut kampanye", "ikut\n\tkampanye"))
    start = article.text.index("diduga")
    newer = Annotation(
        "a",
        article.version,
        "newer",
        "core",
        violations=[Violation("gesture", "proven", 0, 5), Violation("campaigning", "proven", start, start + 20)],
    )
    annotation, [row] = apply(FIX_STATUS, annotation=newer, article=article)
    assert row.is_applied
    assert [v.status for v in annotation.violations] == ["proven", "alleged"]


def test_of_two_equal_places_the_offsets_choose():
    keys = {"kind": '"drop"', "item": '"measure"', "words": '"daran"'}
    annotation, [row] = apply(entry(**keys))
    assert (row.is_applied, annotation) == (False, read())
    assert "2 items fit equally well" in row.note
    annotation, [row] = apply(entry(**keys, at=f"[{spot('daran', 1)[0]}, {spot('daran', 1)[1]}]"))
    assert [m.status for m in annotation.measures] == ["taken"]
    annotation, [row] = apply(entry(**keys, where='{ status = "taken" }'))
    assert [m.status for m in annotation.measures] == ["planned"]


def test_what_becomes_equal_is_one():
    keys = {"kind": '"fix"', "item": '"measure"', "field": '"status"', "words": '"Edaran itu"'}
    annotation, [row] = apply(entry(**keys, old='"planned"', new='"taken"'))
    assert [(m.status, m.rule) for m in annotation.measures] == [("taken", "correction:k-1")]
    assert (row.is_applied, row.note) == (True, "one with an equal item now")


def test_an_item_is_added_in_reading_order_and_once():
    add = entry(kind='"add"', item='"region"', words='"Batam"', values='{ value = "21.71" }')
    _, [row] = apply(add)
    assert (row.is_applied, row.note) == (False, "the words stand 2 times in the article: add at to choose one")
    add = entry(
        kind='"add"', item='"measure"', words='"Kami awasi"', values='{ type = "monitoring", status = "taken" }'
    )
    annotation, [row] = apply(add)
    assert [m.type for m in annotation.measures] == ["circular", "monitoring", "circular"]
    assert TEXT[annotation.measures[1].start : annotation.measures[1].end] == "Kami awasi"
    _, [row] = apply(add, annotation=annotation)
    assert (row.is_applied, row.note) == (False, "no longer needed: it was read so")


def test_an_official_is_added_with_a_mention_and_speaks():
    person = entry(
        kind='"add"', item='"official"', words='"Lurah Ujang Rekaan"', values='{ name = "Ujang Rekaan", role = "asn" }'
    )
    article = Article("a", TEXT.replace("\n", ""))
    quote = entry(2, kind='"add"', item='"quote"', words='"itu diteken"', values='{ speaker = "Ujang Rekaan" }')
    fresh = Annotation("a", article.version, "test", "core")
    annotation, rows = apply_corrections(article, fresh, corrections(person, quote))
    assert [row.is_applied for row in rows] == [True, True]
    [official] = annotation.officials
    [mention] = official.mentions
    assert (mention.text, article.text[mention.start : mention.end]) == ("Ujang Rekaan", "Ujang Rekaan")
    assert annotation.quotes[0].text == "itu diteken"
    check_article(article, annotation, region_codes())
    _, rows = apply_corrections(article, fresh, corrections(quote))
    assert rows[0].note == "the article has no official named 'Ujang Rekaan'"


def test_speakers_follow_their_name_and_leave_with_it():
    rename = entry(
        kind='"fix"', item='"official"', field='"name"', old='"Amran Karangan"', new='"Amran Putra Karangan"',
        words='"Amran Karangan"',
    )  # fmt: skip
    annotation, _ = apply(rename)
    assert annotation.quotes[0].speaker == "Amran Putra Karangan"
    check_article(ARTICLE, annotation, region_codes())
    annotation, _ = apply(entry(kind='"drop"', item='"official"', words='"Amran Karangan"'))
    assert annotation.quotes[0].speaker is None
    check_article(ARTICLE, annotation, region_codes())


def test_an_empty_text_is_nothing():
    keys = {"kind": '"fix"', "item": '"official"', "words": '"Amran Karangan"', "field": '"acting"'}
    annotation, _ = apply(entry(**keys, old='""', new='"plt"'))
    assert annotation.officials[0].acting == "plt"
    annotation, _ = apply(entry(**keys, old='"plt"', new='""'), annotation=annotation)
    assert annotation.officials[0].acting is None


def test_regions_carry_the_primary_ones_along():
    keys = {"item": '"region"', "words": '"Batam"', "where": '{ value = "21.71" }'}
    fix = entry(kind='"fix"', field='"value"', old='"21.71"', new='"21"', **keys)
    assert apply(fix)[0].primary_regions == ["21"]
    assert apply(entry(kind='"drop"', **keys))[0].primary_regions == []
    article = entry(kind='"article"', field='"primary_regions"', new='["14.71", "14"]')
    assert apply(article)[0].primary_regions == ["14.71", "14"]


def test_relevance_is_set_only_from_what_it_was():
    keys = {"kind": '"article"', "field": '"relevance"', "new": '"none"'}
    annotation, [row] = apply(entry(**keys, old='"mention"'))
    assert (annotation.relevance, annotation.relevance_confidence) == ("none", 1.0)
    annotation, [row] = apply(entry(**keys, old='"core"'))
    assert (annotation.relevance, row.is_applied) == ("mention", False)


def test_a_withdrawn_article_is_gone_and_the_rows_tell_why():
    annotation, rows = apply(entry(kind='"withdraw"', why='"Berita palsu"'), FIX_STATUS.replace("k-1", "k-2"))
    assert annotation is None
    assert [(row.is_applied, row.why, row.note) for row in rows] == [
        (True, "Berita palsu", None),
        (False, "salah baca", "the article is withdrawn"),
    ]


def test_every_entry_is_reported_in_the_order_of_the_file():
    all_of_them = corrections(FIX_ROLE, FIX_STATUS.replace("k-1", "k-2").replace('"a"', '"gone"'))
    _, rows = apply_corrections(ARTICLE, read(), all_of_them)
    report = report_corrections(all_of_them, rows)
    assert [row.correction_id for row in report.rows] == ["k-1", "k-2"]
    assert [row.note for row in report.lost] == ["no article gone was loaded"]


def test_the_fingerprint_changes_with_the_article_own_corrections_only():
    one = corrections(FIX_ROLE)
    two = corrections(FIX_ROLE, FIX_STATUS.replace("k-1", "k-2").replace('"a"', '"b"'))
    assert one.fingerprint("a") == two.fingerprint("a") != ""
    assert one.fingerprint("b") == ""
    assert two.fingerprint("b") not in ("", two.fingerprint("a"))
    assert replace(one).fingerprint("a") == one.fingerprint("a")


def test_a_confirmed_item_stays_as_read_and_is_sure():
    keys = {"item": '"violation"', "words": '"ikut kampanye"', "where": '{ type = "campaigning", status = "proven" }'}
    annotation, (row,) = apply(entry(kind='"confirm"', **keys))
    sure = replace(read().violations[0], rule="correction:k-1", confidence=1.0)
    assert annotation == replace(read(), violations=[sure])
    assert (row.is_applied, row.note) == (True, None)


def test_what_is_read_otherwise_now_is_not_confirmed():
    keys = {"item": '"violation"', "words": '"ikut kampanye"', "where": '{ type = "gesture", status = "proven" }'}
    annotation, (row,) = apply(entry(kind='"confirm"', **keys))
    assert annotation == read()
    assert not row.is_applied


VALUES: dict[str, list[Any]] = {
    "value": ["21.71", "21", "2024-11-05", "pilkada-2024"],
    "name": ["Amran Karangan", "Ujang", "Baru"],
    "role": ["asn", "regent", "village_head"],
    "acting": ["", "plt"],
    "region": ["", "21.71"],
    "type": ["campaigning", "gesture"],
    "status": ["proven", "alleged"],
    "actor": ["", "Pemkot Batam"],
    "speaker": ["", "Amran Karangan", "Ujang", "Baru"],
    "count": [0, 7],
    "what": ["asn"],
    "state": ["found"],
    "scope": ["", "21"],
}
TYPES = {
    "region": {"value": ["21.71", "21"]},
    "election": {"value": ["pilkada-2024"]},
    "date": {"value": ["2024-11-05"], "role": ["event"]},
    "measure": {"type": ["circular", "pledge"], "status": ["taken", "planned"]},
}


@st.composite
def any_correction(draw: st.DrawFn, number: int) -> Correction:
    kind, item = draw(st.sampled_from(["fix", "drop", "confirm", "add"])), draw(st.sampled_from(sorted(LISTS)))
    lists = {name: TYPES.get(item, {}).get(name, VALUES[name]) for name in RULES[item]}
    keys: dict[str, Any] = {"words": draw(st.sampled_from([*TEXT.split(), "Amran Karangan", "ikut kampanye"]))}
    if draw(st.booleans()):
        keys["at"] = (draw(st.integers(0, 90)), 95)
    if kind == "fix":
        keys["field"] = draw(st.sampled_from(sorted(lists)))
        keys["old"], keys["new"] = draw(st.tuples(*[st.sampled_from(lists[keys["field"]])] * 2))
    if kind == "add":
        keys["values"] = tuple((name, draw(st.sampled_from(values))) for name, values in lists.items())
    return Correction(f"k-{number}", kind, "x", date(2024, 1, 1), "y", article="a", item=item, **keys)


@settings(deadline=None)
@given(entries=st.tuples(*map(any_correction, range(4))))
def test_whatever_is_corrected_can_still_be_loaded_and_a_second_time_changes_nothing(entries):
    annotation, rows = apply_corrections(ARTICLE, read(), Corrections(entries))
    check_article(ARTICLE, annotation, region_codes())
    assert [row.correction_id for row in rows] == [entry.id for entry in entries]
    assert all(row.is_applied or row.note for row in rows)
    assert apply_corrections(ARTICLE, read(), Corrections(entries)) == (annotation, rows)
    for name in LISTS.values():
        starts = [item.start for item in getattr(annotation, name)]
        if name in ("regions", "elections", "dates", "totals"):
            assert starts == sorted(starts)
