"""How well annotations agree with gold: micro-averaged F1 for what is a set, accuracy for what is one value.

Items are compared by value and not by place, as the project's domain page has them: a measure by its type (and status),
a date by its value (and role), a person by name, a quotation by its first six words. A figure is None where gold and
prediction give nothing to compare.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
WORD = re.compile(r"\w+")
PLAIN_LISTS = ("primary_regions", "regions", "elections", "legal", "documents")
OFFICIAL_FIELDS = ("role", "acting", "region")
QUOTE_OPENING_WORDS = 6


@dataclass
class Figure:
    """Hits, misses and inventions of one key; for a single value a wrong one counts as `missed` alone."""

    hit: int = 0
    missed: int = 0
    invented: int = 0
    is_accuracy: bool = False

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        return self.hit / (self.hit + self.invented) if self.hit + self.invented else None

    @property
    def recall(self) -> float | None:
        """Share of gold that was found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def value(self) -> float | None:
        """F1, or accuracy for a single value."""
        counted = 2 * self.hit + self.missed + self.invented
        if self.is_accuracy:
            return self.recall
        return 2 * self.hit / counted if counted else None


@dataclass
class Scores:
    """The figures by key, and what was missed and invented: (article id, key, missed, invented)."""

    figures: dict[str, Figure] = field(default_factory=dict)
    errors: list[tuple[str, str, list[str], list[str]]] = field(default_factory=list)

    def count_values(self, article: str, key: str, gold: Iterable[Any], found: Iterable[Any]) -> None:
        """Compare two sets of values."""
        wanted, got = set(gold), set(found)
        self._count(article, key, len(wanted & got), [*map(str, wanted - got)], [*map(str, got - wanted)])

    def count_items(self, article: str, key: str, hit_count: int, missed: list[str], invented: list[str]) -> None:
        """Count items that were paired one to one."""
        self._count(article, key, hit_count, missed, invented)

    def count_single(self, article: str, key: str, gold: Any, found: Any, is_right: bool | None = None) -> None:
        """Compare one value with one value."""
        right = gold == found if is_right is None else is_right
        figure = self.figures.setdefault(key, Figure(is_accuracy=True))
        figure.hit += right
        figure.missed += not right
        if not right:
            self.errors.append((article, key, [str(gold)], [str(found)]))

    def _count(self, article: str, key: str, hit_count: int, missed: list[str], invented: list[str]) -> None:
        figure = self.figures.setdefault(key, Figure())
        figure.hit += hit_count
        figure.missed += len(missed)
        figure.invented += len(invented)
        if missed or invented:
            self.errors.append((article, key, sorted(missed), sorted(invented)))


def compare(gold: dict[str, Row], found: dict[str, Row]) -> Scores:
    """Score predictions against gold, both by article id; an article that was not predicted counts as empty."""
    scores = Scores()
    for article, row in gold.items():
        _compare_article(scores, article, _plain(row), _plain(found.get(article, {})))
    return scores


def compare_files(gold: Path, predicted: Path, with_errors: bool = False) -> Iterator[str]:
    """Score two JSON lines files, as lines for a terminal."""
    scores = compare(load_rows(gold), load_rows(predicted))
    if with_errors:
        for article, key, missed, invented in scores.errors:
            yield f"  {article} {key}: missed {missed} invented {invented}"
    for key, figure in scores.figures.items():
        value = "    -" if figure.value is None else f"{figure.value:.3f}"
        yield f"{key:24} {value}  hit {figure.hit} missed {figure.missed} invented {figure.invented}"


def load_rows(path: Path) -> dict[str, Row]:
    """Read a JSON lines file of annotations, by article id."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return {row["id"]: row for row in rows}


def count_offsets(found: dict[str, Row], texts: dict[str, str]) -> tuple[int, int]:
    """How many items carry offsets, and how many of them do not point into the text of their article."""
    spans = [
        (item.get("start"), item.get("end"), len(texts[article]))
        for article, row in found.items()
        for items in row.values()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict)
    ]
    broken = sum(
        not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length)
        for start, end, length in spans
    )
    return len(spans), broken


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's: every word of the shorter stands in the longer."""
    words, others = set(_words(one)), set(_words(other))
    return bool(words and others) and (words <= others or others <= words)


def _compare_article(scores: Scores, article: str, gold: Row, found: Row) -> None:
    scores.count_single(article, "relevance", gold["relevance"], found.get("relevance"))
    primary = sorted(set(gold["primary_regions"]))
    scores.count_single(article, "primary_exact", primary, sorted(set(found["primary_regions"])))
    for key in ("regions", "elections"):
        scores.count_values(article, key, gold[key], found[key])
    _count_keys(scores, article, "dates", gold, found, ("value",), ("dates_with_role", "role"))
    _count_keys(scores, article, "measures", gold, found, ("type",), ("measures_with_status", "status"))
    _count_keys(scores, article, "violations", gold, found, ("type",), ("violations_with_status", "status"))
    for key in ("legal", "documents"):
        scores.count_values(article, key, map(letters, gold[key]), map(letters, found[key]))
    _compare_officials(scores, article, gold["officials"], found["officials"])
    _compare_quotes(scores, article, gold["quotes"], found["quotes"])
    for one, other in _pairs(gold["measures"], found["measures"], lambda one, other: one["type"] == other["type"])[0]:
        if one["actor"]:
            shared = set(_words(one["actor"])) & set(_words(other.get("actor")))
            scores.count_single(article, "measure_actor", one["actor"], other.get("actor"), bool(shared))


def _count_keys(
    scores: Scores, article: str, key: str, gold: Row, found: Row, fields: tuple[str, ...], wider: tuple[str, str]
) -> None:
    for name, keys in ((key, fields), (wider[0], (*fields, wider[1]))):
        views = [[tuple(item.get(part) for part in keys) for item in row[key]] for row in (gold, found)]
        scores.count_values(article, name, *views)


def _compare_officials(scores: Scores, article: str, gold: list[Row], found: list[Row]) -> None:
    pairs, missed, invented = _pairs(gold, found, lambda one, other: same_person(one["name"], other["name"]))
    missed_names, invented_names = [row["name"] for row in missed], [row["name"] for row in invented]
    scores.count_items(article, "officials", len(pairs), missed_names, invented_names)
    whole = [all(one[part] == other[part] for part in OFFICIAL_FIELDS) for one, other in pairs]
    wrong = [one["name"] for (one, _), right in zip(pairs, whole, strict=True) if not right]
    scores.count_items(article, "officials_complete", sum(whole), missed_names + wrong, invented_names + wrong)
    for one, other in pairs:
        for part in OFFICIAL_FIELDS:
            values = f"{one['name']}: {one[part]}", f"{other['name']}: {other[part]}"
            scores.count_single(article, f"official_{part}", *values, is_right=one[part] == other[part])


def _compare_quotes(scores: Scores, article: str, gold: list[Row], found: list[Row]) -> None:
    pairs, missed, invented = _pairs(gold, found, lambda one, other: opening(one) == opening(other))
    missed_texts, invented_texts = [row["text"][:60] for row in missed], [row["text"][:60] for row in invented]
    scores.count_items(article, "quotes", len(pairs), missed_texts, invented_texts)
    wrong = [
        f"{one['text'][:40]}: {one['speaker']} / {other['speaker']}"
        for one, other in pairs
        if (one["speaker"] or other["speaker"]) and not same_person(one["speaker"], other["speaker"])
    ]
    hit_count = len(pairs) - len(wrong)
    scores.count_items(article, "quotes_with_speaker", hit_count, missed_texts + wrong, invented_texts + wrong)


def _pairs(
    gold: list[Row], found: list[Row], is_same: Callable[[Row, Row], bool]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair each gold item with the first unused found one that is the same; also the unpaired of both sides."""
    left, pairs, missed = list(found), [], []
    for one in gold:
        at = next((index for index, other in enumerate(left) if is_same(one, other)), None)
        if at is None:
            missed.append(one)
        else:
            pairs.append((one, left.pop(at)))
    return pairs, missed, left


def _plain(row: Row) -> Row:
    """All list keys present, the items of plain lists as bare strings."""
    keys = (*PLAIN_LISTS, "officials", "dates", "measures", "violations", "quotes")
    filled = {**row, **{key: row.get(key) or [] for key in keys}}
    for key in PLAIN_LISTS:
        filled[key] = [item["value"] if isinstance(item, dict) else item for item in filled[key]]
    return filled


def _words(text: str | None) -> list[str]:
    return WORD.findall((text or "").casefold())


def letters(text: str) -> str:
    """A law's or a letter's number without marks and case, as it is compared."""
    return "".join(_words(text))


def opening(quote: Row) -> list[str]:
    """The first words of a quotation, by which it is compared."""
    return _words(quote["text"])[:QUOTE_OPENING_WORDS]


def weakest(scores: Scores, key: str, limit: int = 5) -> list[tuple[str, int]]:
    """The values most often missed or invented under `key`, commonest first: where to look for the cause."""
    counts = Counter(
        f"{kind} {value}"
        for _, name, missed, invented in scores.errors
        if name == key
        for kind, values in (("missed", missed), ("invented", invented))
        for value in values
    )
    return counts.most_common(limit)
