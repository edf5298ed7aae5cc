"""The file of corrections: strict to read, safe to append to."""

import multiprocessing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.correction_parsing import parse_corrections
from warehouse.correction_writing import (
    IdTaken,
    append_correction,
    append_corrections,
    remove_corrections,
    render_correction,
)
from warehouse.corrections import BadCorrections, Correction, Ref, read_corrections

GOOD = {
    "id": '"k-1"',
    "kind": '"fix"',
    "by": '"redaksi"',
    "made_on": "2024-11-05",
    "why": '"salah baca"',
    "article": '"a"',
    "item": '"official"',
    "field": '"role"',
    "old": '"regent"',
    "new": '"mayor"',
    "words": '"Amran"',
}


def entry(**keys: str | None) -> str:
    table = {name: value for name, value in (GOOD | keys).items() if value is not None}
    return "[[correction]]\n" + "\n".join(f"{name} = {value}" for name, value in table.items()) + "\n"


NO_ITEM: dict[str, None] = dict.fromkeys(("article", "item", "field", "old", "new", "words"))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"kind": '"mend"'}, "kind 'mend' is unknown: one of fix, drop, add"),
        ({"kind": "7"}, "kind 7 is unknown"),
        ({"why": None}, "why is missing"),
        ({"why": '"  "'}, "why must be a text that is not empty"),
        ({"why": '"' + "x" * 10_001 + '"'}, "why is longer than 10,000 characters"),
        ({"reason": '"x"'}, "unknown key 'reason': fix takes article, at, by"),
        ({"made_on": '"2024-11-05"'}, "made_on must be a date without quotation marks"),
        ({"made_on": "2024-11-05T10:00:00"}, "made_on must be a date"),
        ({"id": '"K 1"'}, "id takes small letters"),
        ({"item": '"person"'}, "item 'person' is unknown: one of region"),
        ({"field": '"rank"'}, "has no field 'rank': one of name, role, acting, region"),
        ({"new": '"king"'}, "'king' is unknown: one of academic"),
        ({"new": '"regent"'}, "old and new are the same"),
        ({"field": '"region"', "old": '""', "new": "14.71"}, 'must be a region code as text, such as "14.71"'),
        ({"field": '"region"', "old": '""', "new": '"99.99"'}, "'99.99' is no region code"),
        ({"words": None}, "say where: words as printed, or at with version"),
        ({"words": None, "at": "[3, 9]"}, "at needs words beside it, or the version"),
        ({"at": "[9, 3]"}, "at must be two whole numbers"),
        ({"at": "[true, 3]"}, "at must be two whole numbers"),
        ({"at": "[0, 99999999999]"}, "at must be two whole numbers"),
        ({"version": '"xyz"'}, "version must be the 16 hex digits"),
        ({"where": '"regent"'}, "where must be a table"),
        ({"where": '{ rank = "x" }'}, "has no field 'rank'"),
        ({"kind": '"add"', "field": None, "old": None, "new": None, "values": '{ role = "asn" }'}, "values lacks name"),
        (
            {"kind": '"add"', "field": None, "old": None, "new": None, "values": '{ name = "Budi", role = "asn" }'},
            "words of an official must hold the name",
        ),
        (NO_ITEM | {"kind": '"merge_persons"', "people": '["p-1"]'}, "people must be a list of 2 or more"),
        (NO_ITEM | {"kind": '"merge_persons"', "people": '["p-1", "p-1"]'}, "people names one twice"),
        (NO_ITEM | {"kind": '"merge_persons"', "people": '["p-1", { article = "a" }]'}, "name is missing"),
        (NO_ITEM | {"kind": '"merge_persons"', "people": '["p-1", { artikel = "a" }]'}, "a table takes texts for"),
        (NO_ITEM | {"kind": '"split_cases"', "cases": '["c", 4]'}, "write an id"),
        (NO_ITEM | {"kind": '"protect"', "people": '["p-1"]', "protected": '"yes"'}, "protected must be true or"),
        (
            NO_ITEM
            | {"kind": '"article"', "article": '"a"', "field": '"primary_regions"', "new": '["14", "14"]'},
            "names a region twice",
        ),
        ({"item": '"total"', "field": '"count"', "old": "3", "new": "-1"}, "must be a whole number"),
        ({"item": '"total"', "field": '"count"', "old": "3", "new": "true"}, "must be a whole number"),
        ({"item": '"date"', "field": '"value"', "old": '"2024"', "new": '"2024-02-31"'}, "date: value:"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_entry_and_what_to_do(keys, message):
    with pytest.raises(BadCorrections) as caught:
        parse_corrections(entry() + entry(**({"id": '"k-2"'} | keys)), "data/corrections.toml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("data/corrections.toml: correction 2 (")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[correction]\n", "not TOML"),
        ("[correction]\nid = 'x'\n", "entries begin with [[correction]], in double brackets"),
        ("correction = ['x']\n", "entries begin with [[correction]], in double brackets"),
        ("[[corrections]]\nid = 'x'\n", "unknown 'corrections'"),
        ("x = " + "9" * 5000, "not TOML"),
        ("x = " + "[" * 5000, "not TOML"),
        (entry() + entry(), "its id is that of correction 1"),
    ],
)
def test_a_broken_file_is_told(text, message):
    with pytest.raises(BadCorrections, match=r"^corrections\.toml: ") as caught:
        parse_corrections(text, "corrections.toml")
    assert message in str(caught.value)


def test_all_errors_are_told_at_once():
    text = entry(why=None) + entry(id='"k-2"', by=None) + entry(id='"k-3"')
    with pytest.raises(BadCorrections) as caught:
        parse_corrections(text, "f")
    assert str(caught.value).splitlines() == [
        "f: correction 1 (k-1): why is missing",
        "f: correction 2 (k-2): by is missing",
    ]


def test_no_file_is_no_correction_and_other_bytes_are_told(tmp_path):
    assert read_corrections(tmp_path / "corrections.toml").entries == ()
    (tmp_path / "corrections.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(BadCorrections, match="not UTF-8 at byte 5"):
        read_corrections(tmp_path / "corrections.toml")


HOSTILE = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(why=HOSTILE, words=HOSTILE, name=HOSTILE)
def test_any_text_is_read_back_as_it_was_given(tmp_path_factory, why, words, name):
    path = tmp_path_factory.mktemp("c") / "corrections.toml"
    path.write_text("# Dijaga bersama\r\n", encoding="utf-8", newline="")
    fix = Correction(
        "k-1", "fix", name, date(2024, 11, 5), why,
        article="a", item="official", field="name", old=name, new=name + "x", words=words, at=(3, 9),
        where=(("role", "asn"),),
    )  # fmt: skip
    merge = Correction(
        "k-2", "merge_persons", "b", date(2024, 11, 6), why, people=(Ref("p"), Ref(article=why, name=name))
    )
    append_correction(path, fix)
    append_correction(path, merge)
    assert read_corrections(path).entries == (fix, merge)
    assert path.read_bytes().startswith(b"# Dijaga bersama\r\n")
    assert all(ord(char) >= 32 or char in "\r\n" for char in path.read_bytes().decode())


def make(number: int) -> Correction:
    return Correction(
        f"k-{number}", "withdraw", "redaksi", date(2024, 11, 5), 'kata "dia"\n[[correction]]', article="a"
    )


def test_what_is_there_stays_byte_for_byte_and_keeps_its_rights(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text("# Catatan\n" + entry() + "# akhir", encoding="utf-8")
    path.chmod(0o640)
    before = path.read_bytes()
    append_correction(path, make(2))
    assert path.read_bytes().startswith(before + b"\n\n[[correction]]\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [correction.id for correction in read_corrections(path).entries] == ["k-1", "k-2"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".corrections.toml.lock", "corrections.toml"]


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (make(1), "already"),
        (Correction("k-9", "withdraw", "x", date(2024, 1, 1), "\ud800", article="a"), "half a character"),
        (Correction("k-9", "withdraw", "x", date(2024, 1, 1), "y"), "article is missing"),
        (Correction("k 9", "withdraw", "x", date(2024, 1, 1), "y", article="a"), "id takes small letters"),
    ],
)
def test_a_correction_that_does_not_hold_leaves_the_file(tmp_path, correction, message):
    path = tmp_path / "corrections.toml"
    path.write_text(entry(), encoding="utf-8")
    with pytest.raises(BadCorrections, match=message):
        append_correction(path, correction)
    assert path.read_text(encoding="utf-8") == entry()


def test_a_broken_file_is_not_appended_to(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text("[[correction\n", encoding="utf-8")
    with pytest.raises(BadCorrections, match="not TOML"):
        append_correction(path, make(2))
    assert path.read_text(encoding="utf-8") == "[[correction\n"


def test_several_are_added_all_or_none(tmp_path):
    path = tmp_path / "corrections.toml"
    append_corrections(path, [make(1), make(2)])
    assert [correction.id for correction in read_corrections(path).entries] == ["k-1", "k-2"]
    before = path.read_bytes()
    with pytest.raises(IdTaken, match="'k-2' already"):
        append_corrections(path, [make(3), make(2)])
    assert path.read_bytes() == before


def test_what_was_added_can_be_taken_out_and_the_rest_stays_byte_for_byte(tmp_path):
    path = tmp_path / "corrections.toml"
    path.write_text("# Catatan\n" + entry() + "# akhir\n", encoding="utf-8")
    before = path.read_bytes()
    append_corrections(path, [make(2), make(3)])
    append_correction(path, make(4))
    remove_corrections(path, ["k-2", "k-3"])
    assert path.read_bytes() == before + b"\n" + render_correction(make(4)).encode()
    remove_corrections(path, ["k-4"])
    assert path.read_bytes() == before


def test_what_a_hand_has_changed_is_not_taken_out(tmp_path):
    path = tmp_path / "corrections.toml"
    append_correction(path, make(2))
    path.write_text(
        path.read_text(encoding="utf-8").replace('by = "redaksi"', 'by = "Redaksi"  # betul'), encoding="utf-8"
    )
    before = path.read_bytes()
    for ids in (["k-2"], ["k-9"]):
        with pytest.raises(BadCorrections, match="is not there as it was written"):
            remove_corrections(path, ids)
    assert path.read_bytes() == before


def append_some(path: Path, numbers: range) -> None:
    for number in numbers:
        append_correction(path, make(number))


def test_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "corrections.toml"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=append_some, args=(path, range(n * 10, n * 10 + 5))) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert {writer.exitcode for writer in writers} == {0}
    ids = [correction.id for correction in read_corrections(path).entries]
    assert sorted(ids) == sorted(f"k-{n * 10 + k}" for n in range(3) for k in range(5))


def test_signs_that_are_not_seen_are_spelt_out():
    correction = Correction("k-1", "withdraw", "x\u202e", date(2024, 1, 1), "y\u200bz", article="a")
    assert '"x\\u202E"' in render_correction(correction)
    assert '"y\\u200Bz"' in render_correction(correction)


def test_the_example_in_the_documentation_is_accepted():
    text = Path("docs/corrections.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    kinds = [correction.kind for correction in parse_corrections(example, "docs").entries]
    assert set(kinds) >= {"fix", "drop", "add", "article", "withdraw", "merge_persons", "split_cases", "protect"}
