"""The conduct of a case by the kinds of the joint decree SKB 2/2022 and of PP 94/2021 (`conduct_kinds.csv`).

The decree's annex has two lists: breaches of the code of ethics, for acts while somebody is a prospective candidate
("bakal calon"), and breaches of discipline, for acts once the candidates are set. Which one holds is told by the words
of the act. The decree dates from 22 September 2022; older acts are sorted by it all the same, and said to be.
"""

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from warehouse.case_words import alternatives, load_words

FOLDER = Path(__file__).parent
DECREE_DATE = date(2022, 9, 22)


@dataclass(frozen=True, slots=True)
class ConductKind:
    """A kind of breach; `breach` is ethics or discipline, `sanction_tier` moral, light, medium, heavy or dismissal."""

    kind_id: str
    instrument: str
    breach: str
    number: int
    title: str
    sanction_tier: str | None
    legal_basis: str | None
    source_url: str


@dataclass(frozen=True, slots=True)
class KindsOfAct:
    """What an act is by the rules; None where the words or the rules do not tell."""

    skb_kind: str | None = None
    pp94_kind: str | None = None
    discipline_tier: str | None = None
    skb_in_force: bool | None = None


UNKNOWN = KindsOfAct()


@cache
def load_kinds() -> Mapping[str, ConductKind]:
    """All kinds by id, in the order of the file."""
    with (FOLDER / "conduct_kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({row["kind_id"]: _parse_kind(row) for row in rows})


def find_kinds(act_type: str, words: str, act_date: date | None) -> KindsOfAct:
    """The kinds of an act of the domain's type, told in these words (the act and its sentence)."""
    rules = _load_rules()
    in_force = None if act_date is None else act_date >= DECREE_DATE
    for rule in rules.get(act_type, ()):
        if "words" in rule and not _has(words, rule["words"]):
            continue
        if _has(words, rules["stage"]["before"]):
            skb = rule.get("ethics") or rule.get("discipline_before")
        else:
            skb = rule.get("discipline") if _has(words, rules["stage"]["after"]) else None
        if act_type in ("party_membership", "approaching_party"):
            skb = rule.get("discipline")  # they are about oneself and a party, whoever stands
        tier = load_kinds()[skb].sanction_tier if skb else None
        return KindsOfAct(skb, rule.get("pp94"), tier, in_force)
    return KindsOfAct(None, None, None, in_force)


def find_penalty_tier(words: str) -> str | None:
    """The tier of a penalty as the words name it or its kind: dismissal is not told apart from heavy. None for none."""
    for tier, named in load_words()["tiers"].items():
        if _has(words, named[:2]):
            return str(tier)
    for tier in ("heavy", "medium", "light", "moral"):
        if _has(words, load_words()["tiers"][tier]):
            return tier
    return None


@cache
def _load_rules() -> Mapping[str, Any]:
    with (FOLDER / "case_kinds.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def _has(words: str, wanted: list[str]) -> bool:
    return _pattern(tuple(wanted)).search(words) is not None


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{alternatives(wanted)})")


def _parse_kind(row: Mapping[str, str]) -> ConductKind:
    return ConductKind(
        kind_id=row["kind_id"],
        instrument=row["instrument"],
        breach=row["breach"],
        number=int(row["number"]),
        title=row["title"],
        sanction_tier=row["sanction_tier"] or None,
        legal_basis=row["legal_basis"] or None,
        source_url=row["source_url"],
    )
