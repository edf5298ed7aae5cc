"""The text of the corrections file into corrections, strictly: an unknown key is an error, not a remark."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from warehouse.correction_fields import ARTICLE_RULES, LISTS, RULES, check_field
from warehouse.corrections import BadCorrections, Correction, Corrections, FieldValue, Ref

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
VERSION = re.compile(r"[0-9a-f]{16}")
ALWAYS = ("id", "kind", "by", "made_on", "why")
PLACE = ("words", "at", "version")
# By kind: the keys that must be there, and those that may.
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fix": (("article", "item", "field", "old", "new"), (*PLACE, "where")),
    "drop": (("article", "item"), (*PLACE, "where")),
    "add": (("article", "item", "values"), PLACE),
    "confirm": (("article", "item"), (*PLACE, "where")),
    "article": (("article", "field", "new"), ("old",)),
    "withdraw": (("article",), ()),
    "merge_persons": (("people",), ()),
    "split_persons": (("people",), ()),
    "merge_cases": (("cases",), ()),
    "split_cases": (("cases",), ()),
    "protect": (("people", "protected"), ()),
}
LONGEST = 10_000  # characters of one text: far above any reason that a person writes, far below what fills a page


def parse_corrections(text: str, where: str) -> Corrections:
    """Parse a file's text; `where` names the file in errors. Raises BadCorrections with all that is wrong in it."""
    try:
        content = tomllib.loads(text)
    except ValueError as error:  # TOMLDecodeError, and numbers with thousands of digits
        raise BadCorrections(f"{where}: not TOML: {error}") from error
    except RecursionError as error:
        raise BadCorrections(f"{where}: not TOML: brackets nested too deep") from error
    if unknown := sorted(set(content) - {"correction"}):
        raise BadCorrections(f"{where}: unknown {', '.join(map(repr, unknown))}: entries begin with [[correction]]")
    tables = content.get("correction", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadCorrections(f"{where}: entries begin with [[correction]], in double brackets")
    entries: list[Correction] = []
    wrong: list[str] = []
    places: dict[str, int] = {}
    for number, table in enumerate(tables, 1):
        name = f"correction {number} ({table.get('id', 'without id')!s:.64})"
        found = _find_wrong(table)
        if not found and table["id"] in places:
            found = [f"its id is that of correction {places[table['id']]}: give it another"]
        if found:
            wrong += [f"{where}: {name}: {what}" for what in found]
            continue
        places[table["id"]] = number
        entries.append(_make(table))
    if wrong:
        raise BadCorrections("\n".join(wrong))
    return Corrections(tuple(entries))


def check_correction(table: Mapping[str, Any]) -> list[str]:
    """All that is wrong with one entry, as sentences; empty where it can be written."""
    return _find_wrong(table)


def _find_wrong(table: Mapping[str, Any]) -> list[str]:
    kind = table.get("kind")
    if kind not in KEYS or not isinstance(kind, str):
        return [f"kind {kind!r} is unknown: one of {', '.join(KEYS)}"]
    needed, allowed = KEYS[kind]
    wrong = [f"{key} is missing" for key in (*ALWAYS, *needed) if key not in table]
    known = {*ALWAYS, "source", *needed, *allowed}
    wrong += [f"unknown key {key!r}: {kind} takes {', '.join(sorted(known))}" for key in table if key not in known]
    if wrong:
        return wrong
    texts = [key for key in ("id", "by", "why", "source", "article", "item", "field", "words") if key in table]
    wrong += [f"{key} {what}" for key in texts if (what := _text_wrong(table[key]))]
    if wrong:
        return wrong
    if not ID.fullmatch(table["id"]):
        wrong.append("id takes small letters, digits, dots and hyphens, 64 at most")
    if isinstance(table["made_on"], datetime) or not isinstance(table["made_on"], date):
        wrong.append("made_on must be a date without quotation marks: 2024-11-05")
    if "people" in table:
        wrong += _refs_wrong("people", table["people"], ("name",), 1 if kind == "protect" else 2)
    if "cases" in table:
        wrong += _refs_wrong("cases", table["cases"], ("name", "type"), 2)
    if kind == "protect" and not isinstance(table["protected"], bool):
        wrong.append("protected must be true or false")
    if kind == "article":
        wrong += _values_wrong("article", ARTICLE_RULES, {table["field"]: table["new"]})
        wrong += _values_wrong("old", ARTICLE_RULES, {table["field"]: table["old"]}) if "old" in table else []
    if "item" in table:
        wrong += _item_wrong(kind, table)
    return wrong


def _item_wrong(kind: str, table: Mapping[str, Any]) -> list[str]:
    item = table["item"]
    if item not in LISTS:
        return [f"item {item!r} is unknown: one of {', '.join(LISTS)}"]
    rules = RULES[item]
    wrong = _place_wrong(table)
    for key in ("where", "values"):
        if key not in table:
            continue
        if not isinstance(table[key], dict):
            wrong.append(f"{key} must be a table: {{ type = ... }}")
            continue
        wrong += _values_wrong(key, rules, table[key])
    if kind == "fix":
        for key in ("old", "new"):
            wrong += _values_wrong(f"{key} of {item}", rules, {table["field"]: table[key]})
        if table["old"] == table["new"]:
            wrong.append("old and new are the same")
    if kind == "add" and isinstance(table["values"], dict):
        missing = [name for name, rule in rules.items() if not rule.is_optional and name not in table["values"]]
        wrong += [f"values lacks {name}" for name in missing]
        if item == "official" and not wrong and str(table["values"]["name"]).strip() not in str(table.get("words", "")):
            wrong.append("words of an official must hold the name")
    return wrong


def _place_wrong(table: Mapping[str, Any]) -> list[str]:
    wrong = []
    at = table.get("at")
    if at is not None and not (
        isinstance(at, list) and len(at) == 2 and all(type(n) is int for n in at) and 0 <= at[0] < at[1] < 2**31
    ):
        wrong.append("at must be two whole numbers, start and end: [120, 141]")
    if "version" in table and not (isinstance(table["version"], str) and VERSION.fullmatch(table["version"])):
        wrong.append("version must be the 16 hex digits of the article's version")
    if "words" not in table and at is None:
        wrong.append("say where: words as printed, or at with version")
    if "words" not in table and at is not None and "version" not in table:
        wrong.append("at needs words beside it, or the version of the article that it counts in")
    return wrong


def _values_wrong(what: str, rules: dict[str, Any], values: Mapping[str, Any]) -> list[str]:
    return [f"{what}: {name}: {wrong}" for name, value in values.items() if (wrong := check_field(rules, name, value))]


def _text_wrong(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return "must be a text that is not empty"
    return f"is longer than {LONGEST:,} characters" if len(value) > LONGEST else None


def _refs_wrong(key: str, refs: object, extra: tuple[str, ...], least: int) -> list[str]:
    wrong = []
    if not isinstance(refs, list) or len(refs) < least:
        return [f"{key} must be a list of {least} or more"]
    for ref in refs:
        if isinstance(ref, dict):
            known = {"article", *extra}
            if "article" not in ref or not set(ref) <= known or any(_text_wrong(value) for value in ref.values()):
                wrong.append(f"{key}: {ref!r:.200}: a table takes texts for article, {', '.join(extra)}")
            elif key == "people" and "name" not in ref:
                wrong.append(f"{key}: {ref!r:.200}: name is missing")
        elif _text_wrong(ref):
            wrong.append(f"{key}: {ref!r:.200}: write an id, or {{ article = ..., {extra[0]} = ... }}")
    if not wrong and len({repr(ref) for ref in refs}) < len(refs):
        wrong.append(f"{key} names one twice")
    return wrong


def _make(table: Mapping[str, Any]) -> Correction:
    plain = {key: value for key, value in table.items() if key not in ("at", "where", "values", "people", "cases")}
    return Correction(
        **plain,
        at=tuple(table["at"]) if "at" in table else None,
        where=_pairs(table.get("where", {})),
        values=_pairs(table.get("values", {})),
        people=_refs(table.get("people", [])),
        cases=_refs(table.get("cases", [])),
    )


def _pairs(values: Mapping[str, FieldValue]) -> tuple[tuple[str, FieldValue], ...]:
    return tuple(values.items())


def _refs(refs: Sequence[str | Mapping[str, str]]) -> tuple[Ref, ...]:
    return tuple(Ref(id=ref) if isinstance(ref, str) else Ref(**ref) for ref in refs)
