"""Corrections onto the annotation of one article: pure, on the records of the stage before."""

from dataclasses import replace
from typing import Any

from crawler.items import Article
from nlp.records import Annotation, DateRef, Measure, Mention, Official, Quote, Statement, Total, Value, Violation
from warehouse.correction_fields import LISTS, SAME
from warehouse.correction_places import Span, find_places, pick_item
from warehouse.corrections import AppliedCorrection, Correction, Corrections, FieldValue, make_row

RECORDS: dict[str, type] = {
    "region": Value,
    "election": Value,
    "official": Official,
    "date": DateRef,
    "measure": Measure,
    "violation": Violation,
    "legal": Value,
    "document": Value,
    "quote": Quote,
    "statement": Statement,
    "total": Total,
}
WITH_WORDS = ("date", "quote", "statement")  # their `text` is what stands at their offsets
SPOKEN = ("quotes", "statements")


class NotApplied(ValueError):
    """A correction that does not find its place; the message is the note in the table."""


def apply_corrections(
    article: Article, annotation: Annotation, corrections: Corrections
) -> tuple[Annotation | None, list[AppliedCorrection]]:
    """The annotation as corrected, None for a withdrawn article, with what became of each correction of it.

    In the order of the file, each on what those before left. A corrected, confirmed or added item has the rule
    "correction:<id>" and confidence 1. One that finds no place changes nothing and says why. The records given are
    not changed.
    """
    rows: list[AppliedCorrection] = []
    current: Annotation | None = annotation
    for correction in corrections.by_article.get(article.id, ()):
        if current is None:
            rows.append(make_row(correction, False, "the article is withdrawn"))
            continue
        try:
            current, note = _apply(article, current, correction)
        except NotApplied as why:
            rows.append(make_row(correction, False, str(why)))
        else:
            rows.append(make_row(correction, True, note))
    return current, rows


def _apply(article: Article, annotation: Annotation, correction: Correction) -> tuple[Annotation | None, str | None]:
    if correction.kind == "withdraw":
        return None, None
    if correction.kind == "article":
        return _set_article(annotation, correction), None
    places = find_places(article, correction)
    if not places:
        raise NotApplied(_without_place(article, correction))
    if correction.kind == "add":
        return _add(article, annotation, correction, places)
    if correction.kind == "drop":
        return _drop(annotation, correction, places), None
    if correction.kind == "confirm":
        return _confirm(annotation, correction, places), None
    return _fix(annotation, correction, places)


def _without_place(article: Article, correction: Correction) -> str:
    if correction.words is not None:
        return f"the words are not in version {article.version} of the article"
    return f"its offsets count in version {correction.version}, the article now is {article.version}"


def _set_article(annotation: Annotation, correction: Correction) -> Annotation:
    name, new = str(correction.field), correction.new
    held = getattr(annotation, name)
    if held == new:
        raise NotApplied("no longer needed: it was read so")
    if correction.old is not None and held != correction.old:
        raise NotApplied(f"{name} is {held!r} now, not {correction.old!r}")
    if name == "relevance":
        return replace(annotation, relevance=str(new), relevance_confidence=1.0)
    return replace(annotation, primary_regions=list(new) if isinstance(new, list) else [])


def _fix(annotation: Annotation, correction: Correction, places: list[Span]) -> tuple[Annotation, str | None]:
    name, new = str(correction.field), _value(correction.new)
    index = _find(annotation, correction, places, {name: _value(correction.old)})
    if index is None:
        already, _ = _pick(annotation, correction, places, {name: new})
        if already is not None:
            raise NotApplied("no longer needed: it was read so")
        raise NotApplied(_pick(annotation, correction, places, {name: _value(correction.old)})[1])
    items = _items(annotation, correction)
    before = items[index]
    fixed = replace(before, **{name: new}, rule=f"correction:{correction.id}", confidence=1.0)
    _check_speaker(annotation, correction, new if name == "speaker" else None)
    changed = _with_item(annotation, correction, [*items[:index], fixed, *items[index + 1 :]], fixed)
    if correction.item == "official" and name == "name":
        changed = _rename_speaker(changed, before.name, fixed.name)
    count = len(items) - len(_items(changed, correction))
    return changed, "one with an equal item now" if count else None


def _confirm(annotation: Annotation, correction: Correction, places: list[Span]) -> Annotation:
    """The item as it was read, now sure: somebody looked."""
    index, why = _pick(annotation, correction, places, {})
    if index is None:
        raise NotApplied(why)
    items = _items(annotation, correction)
    sure = replace(items[index], rule=f"correction:{correction.id}", confidence=1.0)
    return _with(annotation, {LISTS[str(correction.item)]: [*items[:index], sure, *items[index + 1 :]]})


def _drop(annotation: Annotation, correction: Correction, places: list[Span]) -> Annotation:
    index, why = _pick(annotation, correction, places, {})
    if index is None:
        raise NotApplied(why)
    items = _items(annotation, correction)
    dropped = items[index]
    kept = items[:index] + items[index + 1 :]
    changed = _with(annotation, {LISTS[str(correction.item)]: kept})
    if correction.item == "official" and all(official.name != dropped.name for official in kept):
        changed = _rename_speaker(changed, dropped.name, None)
    if correction.item == "region":
        changed = replace(changed, primary_regions=[c for c in changed.primary_regions if c != dropped.value])
    return changed


def _add(
    article: Article, annotation: Annotation, correction: Correction, places: list[Span]
) -> tuple[Annotation, str | None]:
    if len(places) > 1 and correction.at is None:
        raise NotApplied(f"the words stand {len(places)} times in the article: add at to choose one")
    start, end = places[0]
    kind = str(correction.item)
    values: dict[str, Any] = {name: _value(value) for name, value in correction.values}
    _check_speaker(annotation, correction, values.get("speaker"))
    same = SAME.get(kind, tuple(values))
    items = _items(annotation, correction)
    for item in items:
        alike = all(getattr(item, name) == values.get(name) for name in same)
        if alike and (kind in SAME or (item.start < end and start < item.end)):
            raise NotApplied("no longer needed: it was read so")
    if kind in WITH_WORDS:
        values["text"] = article.text[start:end]
    if kind in ("quote", "statement"):
        values.setdefault("speaker", None)
    if kind == "official":
        values = {"acting": None, "region": None} | values | {"mentions": _mentions(article, values, start, end)}
    if kind == "measure":
        values.setdefault("actor", None)
    if kind == "total":
        values.setdefault("scope", None)
    added = RECORDS[kind](**values, start=start, end=end, rule=f"correction:{correction.id}", confidence=1.0)
    in_order = sorted([*items, added], key=lambda item: (item.start, item.end))
    return _with(annotation, {LISTS[kind]: in_order}), None


def _mentions(article: Article, values: dict[str, Any], start: int, end: int) -> tuple[Mention, ...]:
    """The place of the name within the words of an official."""
    at = article.text.find(values["name"], start, end)
    first, last = (at, at + len(values["name"])) if at >= 0 else (start, end)
    return (Mention(article.text[first:last], first, last),)


def _items(annotation: Annotation, correction: Correction) -> list[Any]:
    return list(getattr(annotation, LISTS[str(correction.item)]))


def _find(
    annotation: Annotation, correction: Correction, places: list[Span], held: dict[str, FieldValue | None]
) -> int | None:
    return _pick(annotation, correction, places, held)[0]


def _pick(
    annotation: Annotation, correction: Correction, places: list[Span], held: dict[str, FieldValue | None]
) -> tuple[int | None, str]:
    """The index of the item at the place that holds these values and those of `where`."""
    wanted = {name: _value(value) for name, value in correction.where} | held
    items = _items(annotation, correction)
    fitting = [i for i, item in enumerate(items) if all(getattr(item, n) == v for n, v in wanted.items())]
    index, why = pick_item([items[i] for i in fitting], places, correction.at is not None)
    if index is not None:
        return fitting[index], ""
    if fitting and why.startswith("no such"):
        return None, f"no such item stands there; {len(fitting)} of these values elsewhere in the article"
    return None, why


def _with_item(annotation: Annotation, correction: Correction, items: list[Any], kept: Any) -> Annotation:
    """The annotation with these items, where others that now say the same as `kept` are left out."""
    kind = str(correction.item)
    same = SAME.get(kind)
    if same is not None:
        identity = [getattr(kept, name) for name in same]
        items = [item for item in items if item is kept or [getattr(item, name) for name in same] != identity]
    changed = _with(annotation, {LISTS[kind]: items})
    if kind == "region":
        codes = [kept.value if code == correction.old else code for code in annotation.primary_regions]
        changed = replace(changed, primary_regions=list(dict.fromkeys(codes)))
    return changed


def _rename_speaker(annotation: Annotation, before: str, after: str | None) -> Annotation:
    """Quotes and statements name their speaker: they follow, unless another official there has the old name."""
    if any(official.name == before for official in annotation.officials):
        return annotation
    said = {name: getattr(annotation, name) for name in SPOKEN}
    return _with(
        annotation,
        {
            name: [replace(i, speaker=after) if i.speaker == before else i for i in items]
            for name, items in said.items()
        },
    )


def _check_speaker(annotation: Annotation, correction: Correction, speaker: object) -> None:
    if speaker is None or correction.item not in ("quote", "statement"):
        return
    if all(official.name != speaker for official in annotation.officials):
        raise NotApplied(f"the article has no official named {speaker!r}")


def _with(annotation: Annotation, lists: dict[str, Any]) -> Annotation:
    return replace(annotation, **lists)


def _value(value: FieldValue | None) -> Any:
    return None if value == "" else value
