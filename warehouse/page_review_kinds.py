"""The kinds of items that are reviewed: where each stands in the warehouse, and which fields a correction can set."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.correction_fields import RULES, SAME
from warehouse.privacy_spans import BLOCK
from warehouse.pseudonyms import SIGNS, STEP

# What a field takes, apart from the values of a list of the domain.
TEXT, NAME, SPEAKER, AREA, ELECTION, DAY, COUNT = "text", "name", "speaker", "area", "election", "day", "count"
# What stands for the name of a protected person in the fields that hold one: "ASN 7KQ2-M4XD".
PSEUDONYM = re.compile(rf"ASN [{SIGNS}]{{{STEP}}}(-[{SIGNS}]{{{STEP}}})+")

Values = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class ReviewField:
    """A field of an item as corrections name it; `column` is that of its table, the same name where it is "".

    `takes` is a list of the domain (`measure_types`); or text, name (of a person), speaker (a person of the article),
    area (a code), election (an id), day (ISO 8601) or count.
    """

    name: str
    takes: str
    column: str = ""

    @property
    def is_name(self) -> bool:
        """Whether persons are named in it: then it may hold a pseudonym."""
        return self.takes in (NAME, SPEAKER)

    def hides(self, value: object) -> bool:
        """Whether this value is covered: blocks, or a pseudonym where a name belongs."""
        if not isinstance(value, str):
            return False
        return BLOCK in value or (self.is_name and PSEUDONYM.fullmatch(value) is not None)


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """One kind of items: its table, the column of its ids ("u-1#v2") and their letter.

    Kinds with facts are found by these, the others in their table.
    """

    name: str
    table: str
    item_id: str
    letter: str
    fields: tuple[ReviewField, ...]
    has_facts: bool = False

    @property
    def columns(self) -> str:
        """The columns of its fields, under the names of these, for a SELECT."""
        return ", ".join(f'{field.column or field.name} AS "{field.name}"' for field in self.fields)

    def is_optional(self, field: ReviewField) -> bool:
        """Whether the field may hold nothing."""
        return RULES[self.name][field.name].is_optional

    def take(self, row: dict[str, Any]) -> dict[str, str | int | None]:
        """Take the values of the fields out of a row."""
        return {field.name: row.pop(field.name) for field in self.fields}

    def hidden(self, values: Values) -> frozenset[str]:
        """The fields whose value is covered: what stands there is not what was read, and is written nowhere."""
        return frozenset(field.name for field in self.fields if field.hides(values.get(field.name)))

    def is_one_with(self, values: Values, others: Values) -> bool:
        """Whether two items of an article that hold these values would be made one (`SAME`)."""
        same = SAME.get(self.name)
        return same is not None and all(values[name] == others[name] for name in same)


# Of equal confidence they come in this order: first what is said of somebody.
REVIEWED = {
    kind.name: kind
    for kind in (
        ReviewKind(
            "violation",
            "violations",
            "violation_id",
            "v",
            (ReviewField("type", "violation_types"), ReviewField("status", "violation_statuses")),
            has_facts=True,
        ),
        ReviewKind(
            "measure",
            "measures",
            "measure_id",
            "m",
            (
                ReviewField("type", "measure_types"),
                ReviewField("status", "measure_statuses"),
                ReviewField("actor", TEXT),
            ),
            has_facts=True,
        ),
        ReviewKind(
            "official",
            "officials",
            "official_id",
            "o",
            (
                ReviewField("name", NAME),
                ReviewField("role", "official_roles"),
                ReviewField("acting", "acting"),
                ReviewField("region", AREA, "region_code"),
            ),
        ),
        ReviewKind("quote", "quotes", "quote_id", "q", (ReviewField("speaker", SPEAKER),)),
        ReviewKind("statement", "statements", "statement_id", "s", (ReviewField("speaker", SPEAKER),)),
        ReviewKind(
            "total",
            "totals",
            "total_id",
            "t",
            (
                ReviewField("count", COUNT),
                ReviewField("what", "total_kinds"),
                ReviewField("state", "total_states"),
                ReviewField("scope", AREA, "region_code"),
            ),
        ),
        ReviewKind("date", "dates", "date_id", "d", (ReviewField("value", DAY), ReviewField("role", "date_roles"))),
        ReviewKind("region", "article_regions", "article_region_id", "r", (ReviewField("value", AREA, "region_code"),)),
        ReviewKind(
            "election",
            "article_elections",
            "article_election_id",
            "e",
            (ReviewField("value", ELECTION, "election_id"),),
        ),
        ReviewKind("legal", "legal_citations", "legal_citation_id", "l", (ReviewField("value", TEXT, "citation"),)),
        ReviewKind("document", "documents", "document_id", "n", (ReviewField("value", TEXT, "number"),)),
    )
}
KINDS = tuple(REVIEWED)


def domain_list(name: str) -> tuple[str, ...]:
    """The values of a list of the domain in their order there; none where it is no list."""
    return _domain().get(name, ())


@cache
def _domain() -> dict[str, tuple[str, ...]]:
    text = (Path(__file__).parent / "domain.toml").read_text(encoding="utf-8")
    return {name: tuple(values) for name, values in tomllib.loads(text).items()}
