"""What role an office has: its head's own, or that of the body or unit that its words name."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nlp.lexicons import load_lexicon

# A role of the first column gives way to that of a body of the second: a head of division in the police is police.
STRONG_BODIES = frozenset({"bawaslu", "kpu", "kasn", "police", "military", "prosecutor", "ministry_official"})
YIELDING = frozenset(
    {"division_head", "inspector", "assistant", "agency_head", "department_head", "open", "asn", "regional_secretary"}
)


@dataclass(frozen=True, slots=True)
class Head:
    """The word or words that open an office; `role` is "open" where the body behind tells it."""

    words: tuple[str, ...]
    role: str


def resolve_role(head: Head, tokens: tuple[str, ...]) -> tuple[str, bool]:
    """The role of an office by its head and words, and whether only its surroundings can tell it."""
    joined = f" {' '.join(tokens[len(head.words) :])} "
    first = head.words[-1] if head.role == "open" else ""
    lexicon = load_lexicon("offices")
    sides = lexicon["side"]["party"] + (lexicon["side"]["open"] if head.role == "open" else [])
    if any(token in sides for token in tokens):
        return "party", False
    body = _body_role(joined, head)
    if head.role in YIELDING and body in STRONG_BODIES and head.role != "asn":
        return body, False
    if head.role != "open":
        return head.role, False
    unit = _unit_role(head.words, tokens[len(head.words) :])
    if unit:
        return unit, False
    if body:
        return body, False
    name = " ".join(head.words)
    rest = next((role for role, heads in lexicon["rest"].items() if name in heads), "other")
    return rest, first in {"ketuanya"} or len(tokens) == len(head.words) or name in lexicon["open"]["needs_body"]


def _body_role(joined: str, head: Head) -> str | None:
    """The role of the first row of which a word stands in an office; some rows are for some heads alone."""
    return _role_of_body(joined, head.words[0])


@lru_cache(maxsize=4096)
def _role_of_body(joined: str, first: str) -> str | None:
    rows = (
        role for role, names, heads in _bodies() if (not heads or first in heads) and any(n in joined for n in names)
    )
    return next(rows, None)


def _unit_role(head: tuple[str, ...], tokens: tuple[str, ...]) -> str | None:
    units: list[dict[str, Any]] = load_lexicon("offices")["unit"]
    fitting = [unit for unit in units if " ".join(head) in unit["head"]]
    if not fitting:
        return None
    sector = next((unit for unit in fitting if tokens[0:1] and tokens[0] in unit.get("first", ())), None)
    if sector:
        return str(sector["role"])
    for token in tokens:
        for unit in fitting:
            if token in unit["words"]:
                return str(unit["role"])
    return None


@cache
def _bodies() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (entry["role"], tuple(f" {word} " for word in entry["words"]), tuple(entry.get("heads", ())))
        for entry in load_lexicon("offices")["body"]
    )
