"""Persons and cases that a reviewer joined or kept apart: what the resolvers take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from warehouse.corrections import AppliedCorrection, Correction, Corrections, Ref, make_row


class Known(NamedTuple):
    """A thing that a correction can name. For persons one row per official: `id` is its official_id, `name` its name.

    For cases one row per case and article (and name of a person in it): `id` is the case_id, `type` its conduct.
    """

    id: str
    article_id: str
    name: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What is one, and what is not, by the ids given as known.

    `together`: groups without an id in common, sorted. `apart`: pairs that are never one, the lesser id first, sorted;
    they win over every score, and a pair that is also joined by hand is reported and stays joined. An
    entry of which some are not found holds for those that are, with a note on the others.
    """

    together: tuple[frozenset[str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def person_links(corrections: Corrections, officials: Iterable[Known]) -> tuple[Links, list[AppliedCorrection]]:
    """Which officials a reviewer joined (`merge_persons`) and kept apart (`split_persons`), and what became of each."""
    return _links(corrections, officials, "merge_persons", "split_persons", lambda entry: entry.people)


def case_links(corrections: Corrections, cases: Iterable[Known]) -> tuple[Links, list[AppliedCorrection]]:
    """Which cases a reviewer joined (`merge_cases`) and kept apart (`split_cases`), and what became of each.

    A resolver that has no cases yet gives its allegations: whatever it joins, by an id of its own.
    """
    return _links(corrections, cases, "merge_cases", "split_cases", lambda entry: entry.cases)


def protection_choices(
    corrections: Corrections, officials: Iterable[Known]
) -> tuple[dict[str, bool], list[AppliedCorrection]]:
    """Officials whose person a reviewer chose to protect (True) or to name (False); the last entry of one counts."""
    index = _Index(officials)
    chosen: dict[str, bool] = {}
    rows = []
    for entry in corrections.of_kind("protect"):
        found, notes = _resolve(entry.people, index)
        chosen |= dict.fromkeys(sorted(found), bool(entry.protected))
        rows.append(make_row(entry, bool(found), "; ".join(notes) or None))
    return chosen, rows


class _Index:
    """Known things by id and by article; an article's are looked through in order."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.ids: set[str] = set()
        self.by_article: dict[str, list[Known]] = {}
        for row in known:
            self.ids.add(row.id)
            self.by_article.setdefault(row.article_id, []).append(row)

    def find(self, ref: Ref) -> tuple[str | None, str]:
        """The id that a reference means, or None with the reason."""
        if ref.id is not None:
            return (ref.id, "") if ref.id in self.ids else (None, f"{ref}: no such id")
        rows = self.by_article.get(str(ref.article), [])
        ids = {row.id for row in rows if _fits(row, ref)}
        if len(ids) == 1:
            return ids.pop(), ""
        what = "nothing of this name" if not ids else f"{len(ids)} fit, give the id"
        return None, f"{ref}: {what}" if rows else f"{ref}: no such article"


def _fits(row: Known, ref: Ref) -> bool:
    name = ref.name is None or _plain(row.name) == _plain(ref.name)
    return name and (ref.type is None or row.type == ref.type)


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _resolve(refs: Iterable[Ref], index: _Index) -> tuple[set[str], list[str]]:
    found: set[str] = set()
    notes = []
    for ref in refs:
        key, why = index.find(ref)
        if key is None:
            notes.append(why)
        else:
            found.add(key)
    return found, notes


def _links(
    corrections: Corrections,
    known: Iterable[Known],
    merge: str,
    split: str,
    refs: Callable[[Correction], tuple[Ref, ...]],
) -> tuple[Links, list[AppliedCorrection]]:
    index = _Index(known)
    parents: dict[str, str] = {}
    resolved = [(entry, *_resolve(refs(entry), index)) for entry in corrections.of_kind(merge, split)]
    for entry, ids, _ in resolved:
        if entry.kind == merge and len(ids) > 1:
            first, *others = sorted(ids)
            for other in others:
                parents[_root(parents, other)] = _root(parents, first)
    apart: set[tuple[str, str]] = set()
    rows = []
    for entry, ids, notes in resolved:
        is_applied = len(ids) > 1
        if entry.kind == split and is_applied:
            pairs = set(combinations(sorted(ids), 2))
            joined = {pair for pair in pairs if _root(parents, pair[0]) == _root(parents, pair[1])}
            apart |= pairs - joined
            notes = notes + [f"{a} and {b} are joined by another correction" for a, b in sorted(joined)]
            is_applied = bool(pairs - joined)
        if not is_applied and not notes:
            notes = ["these are one already"]
        rows.append(make_row(entry, is_applied, "; ".join(notes) or None))
    groups: dict[str, set[str]] = {}
    for key in parents.keys() | set(parents.values()):
        groups.setdefault(_root(parents, key), set()).add(key)
    together = tuple(sorted((frozenset(ids) for ids in groups.values() if len(ids) > 1), key=min))
    return Links(together, tuple(sorted(apart))), rows


def _root(parents: dict[str, str], key: str) -> str:
    while parents.get(key, key) != key:
        key = parents[key]
    return key
