"""The word lists of `privacy.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "privacy.toml"


@dataclass(frozen=True, slots=True)
class PrivacyTerms:
    """Roles by what they mean for a name, expressions that tell a decision, and words that hide in names.

    `deciding_bodies`, `verdicts`, `doubts` and `defence` are regular expressions for RE2, without regard to case.
    """

    senior_roles: tuple[str, ...]
    low_roles: tuple[str, ...]
    protected_roles: tuple[str, ...]
    deciding_bodies: str
    verdicts: str
    doubts: str
    defence: str
    common_words: frozenset[str]
    place_leads: frozenset[str]


@cache
def load_terms() -> PrivacyTerms:
    """Read the lists."""
    with FILE.open("rb") as file:
        lists = tomllib.load(file)
    return PrivacyTerms(
        senior_roles=tuple(lists["senior_roles"]),
        low_roles=tuple(lists["low_roles"]),
        protected_roles=tuple(lists["protected_roles"]),
        deciding_bodies=lists["deciding_bodies"],
        verdicts=lists["verdicts"],
        doubts=lists["doubts"],
        defence=lists["defence"],
        common_words=frozenset(lists["common_words"]),
        place_leads=frozenset(lists["place_leads"]),
    )
