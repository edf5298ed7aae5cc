"""How a decision becomes corrections: what it writes, in which order, and what it never writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Any

from warehouse.corrections import Correction
from warehouse.page_review import Neighbour, ReviewItem
from warehouse.page_review_kinds import REVIEWED, Values
from warehouse.privacy_spans import BLOCK

# Characters of an item's words that name its place: the beginning of a long quotation is enough.
LONGEST_WORDS = 200
Held = dict[str, str | int]


class CannotDecide(ValueError):
    """A decision does not become corrections; the message is the key of the text that says why."""


def decision_of(entry_id: str) -> str:
    """The id of the decision that an entry belongs to: several entries of one have "-2", "-3" at the end."""
    return "-".join(entry_id.split("-")[:2])


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in an article: its officials as this build names them, and the entries that wait for the next."""

    names: tuple[str, ...] = ()
    waiting: tuple[Correction, ...] = ()

    def to_be(self, speaker: str | None) -> str | None:
        """Whom speech of this speaker will name when its own correction is applied, None for nobody.

        Entries apply in the order of the file, and speech follows an official who is renamed or dropped.
        """
        left = list(self.names)
        for entry in self.waiting:
            before: Any = entry.old if entry.field == "name" else dict(entry.where).get("name")
            is_renamed = entry.kind == "fix" and entry.field == "name"
            if entry.item != "official" or before not in left or not (is_renamed or entry.kind == "drop"):
                continue
            after = str(entry.new) if is_renamed else None
            left.remove(before)
            left += [] if after is None else [after]
            if speaker == before and before not in left:
                speaker = after
        return speaker


def as_corrections(
    item: ReviewItem,
    act: str,
    new: Mapping[str, str | int],
    beside: Sequence[Neighbour],
    by: str,
    made_on: date,
    why: str,
    held: Values | None = None,
) -> list[Correction]:
    """What a decision writes: one entry, or one for each field that changes.

    `act` is accept, correct or drop; `new` are values after a correction, `held` those that the item holds when the
    entry is applied, where they differ from those of this build. `beside` are the other items of its kind in the
    article: on the way the item must not become equal to one of them, nor fit its place as well as one that does.
    Words and names that are covered are not written: then its offsets in this version of the article name it.
    """
    kind = REVIEWED[item.kind]
    values, hidden = _plain(held or item.values), item.hidden
    place, span = _place(item)

    def entry(number: int, what: str, said: Held, **more: Any) -> Correction:
        id_ = item.decision_id if number == 0 else f"{item.decision_id}-{number + 1}"
        where = tuple((name, value) for name, value in said.items() if name not in hidden)
        return Correction(
            id_, what, by, made_on, why, article=item.article_id, item=item.kind, where=where, **place, **more
        )

    def is_alone(said: Held) -> bool:
        return not any(_fits(said, other, hidden, span) for other in beside)

    if not is_alone(values):
        raise CannotDecide("twin")
    if act in ("accept", "drop"):
        return [entry(0, "confirm" if act == "accept" else "drop", values)]
    changes = {name: value for name, value in new.items() if value != values[name]}
    if not changes:
        raise CannotDecide("same")
    if changes.keys() & hidden:
        raise CannotDecide("covered_field")
    for order in permutations(changes):
        steps = [values | {name: changes[name] for name in order[:done]} for done in range(len(order))]
        met = any(kind.is_one_with(step, _plain(other.values)) for step in steps[1:] for other in beside)
        if not met and all(map(is_alone, steps)):
            return [
                entry(
                    number,
                    "fix",
                    {key: value for key, value in steps[number].items() if key != name},
                    field=name,
                    old=steps[number][name],
                    new=changes[name],
                )
                for number, name in enumerate(order)
            ]
    raise CannotDecide("crossed")


def _plain(values: Values) -> Held:
    return {name: "" if value is None else value for name, value in values.items()}


def _place(item: ReviewItem) -> tuple[dict[str, Any], tuple[int, int]]:
    """How an entry names the place, and the stretch of the text that this is."""
    at = (item.start_char, item.end_char)
    if BLOCK in item.words or not item.words.strip():
        return {"at": at, "version": item.version}, at
    words = item.words
    if len(words) > LONGEST_WORDS:
        words = words[:LONGEST_WORDS].rsplit(maxsplit=1)[0]
    return {"at": at, "words": words}, (item.start_char, item.start_char + len(words))


def _fits(said: Held, other: Neighbour, hidden: frozenset[str], span: tuple[int, int]) -> bool:
    """Whether another item holds all that is written of this one, at the same place."""
    told = _plain(other.values)
    is_equal = all(told[name] == value for name, value in said.items() if name not in hidden)
    return is_equal and other.start_char <= span[0] and span[1] <= other.end_char
