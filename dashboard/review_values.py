"""What reviewers type or choose in the fields of an item: how it is shown, and how it is read back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.correction_fields import RULES, check_field
from warehouse.page_review_kinds import AREA, COUNT, DAY, ELECTION, NAME, SPEAKER, TEXT, ReviewField, ReviewKind

# Characters of a typed value at most, and of it in an answer.
LONGEST_VALUE = 200
LONGEST_TOLD = 40
NUMBER = re.compile(r"[0-9]{1,12}")
# What has a wording of its own when it is wrong; the rest are lists to choose from.
TYPED = (TEXT, NAME, SPEAKER, AREA, ELECTION, DAY, COUNT)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: areas by code, elections, and the officials of the article as the build names them."""

    areas: Mapping[str, str] = field(default_factory=dict)
    elections: Sequence[str] = ()
    names: Sequence[str] = ()


class WrongValue(ValueError):
    """A value that a field does not take; `reason` is the end of the key of the text that says why."""

    def __init__(self, field_name: str, reason: str, value: str) -> None:
        super().__init__(f"{field_name}: {reason}: {value!r:.80}")
        self.field_name = field_name
        self.reason = reason
        printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
        self.value = printable if len(printable) <= LONGEST_TOLD else printable[:LONGEST_TOLD] + "…"


def value_text(asked: ReviewField, value: str | int | None, areas: Mapping[str, str]) -> str:
    """A value as it stands in its field: an area with its name behind the code, nothing as ""."""
    if value is None:
        return ""
    if asked.takes == AREA and value in areas:
        return f"{value} {areas[str(value)]}"
    return " ".join(str(value).split())


def parse_value(kind: ReviewKind, asked: ReviewField, typed: str, choices: Choices) -> str | int:
    """What was typed or chosen as the value of a correction, "" for nothing. Raises WrongValue."""
    text = " ".join(typed.split())
    if not text and RULES[kind.name][asked.name].is_optional:
        return ""
    reason = asked.takes if asked.takes in TYPED else "choice"
    if len(text) > LONGEST_VALUE or not text.isprintable():
        raise WrongValue(asked.name, "plain", text)
    if asked.hides(text):
        raise WrongValue(asked.name, "covered", text)
    value = _read(asked, text, choices)
    if value is None or check_field(RULES[kind.name], asked.name, value) is not None:
        raise WrongValue(asked.name, reason, text)
    return value


def _read(asked: ReviewField, text: str, choices: Choices) -> str | int | None:
    if asked.takes == SPEAKER:
        return text if text in choices.names else None
    if asked.takes == AREA:
        return _find_area(text, choices.areas)
    if asked.takes == COUNT:
        return int(text) if NUMBER.fullmatch(text) else None
    # The digits of other scripts are digits, too, but not those of the tables.
    return text if text.isascii() or asked.takes not in (DAY, ELECTION) else None


def _find_area(text: str, areas: Mapping[str, str]) -> str | None:
    """The code of an area by code, name, or both as the list offers them; None where these do not belong together."""
    if text in areas:
        return text
    low = text.casefold()
    found = [code for code, name in areas.items() if low in (name.casefold(), f"{code} {name}".casefold())]
    return found[0] if len(found) == 1 else None
