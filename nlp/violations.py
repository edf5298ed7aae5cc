"""Conduct that breaks or would break neutrality: types and statuses as the domain page fixes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.conduct_status import read_status
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, possible
from nlp.records import Violation
from nlp.scenes import Scene, evidence_end, is_about_others, matches, read_scenes
from nlp.subject import is_about_neutrality

NO_TYPES = frozenset({"sets", "status"})


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type, and those that forbid it where they touch."""

    type: str
    tell: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """A conduct named in the text."""

    type: str
    start: int
    end: int


@Language.component("violations")
def mark(doc: Doc) -> Doc:
    """Set `doc._.violations`; empty where the article is of no relevance."""
    doc._.violations = [] if doc._.relevance == "none" else find_violations(doc)
    return doc


def find_violations(doc: Doc) -> list[Violation]:
    """Every conduct the article tells, one per type and status, in reading order."""
    text: str = doc.text
    rules = rules_for(text)
    violations: dict[tuple[str, str], Violation] = {}
    for scene in read_scenes(doc):
        if is_about_others(text, scene) or not is_about_neutrality(doc, scene):
            continue
        for conduct in find_conduct(text, scene, rules):
            status = read_status(text, scene, conduct.start, conduct.end)
            if status is None:
                continue
            end = evidence_end(text, scene, conduct.start, conduct.end)
            violations.setdefault((conduct.type, status), Violation(conduct.type, status, conduct.start, end))
    return sorted(violations.values(), key=lambda violation: violation.start)


def find_conduct(text: str, scene: Scene, rules: list[Rule]) -> Iterator[Conduct]:
    """The first conduct of each type in a sentence."""
    for rule in rules:
        hits = sorted((m.start(), m.end()) for m in matches(list(rule.tell), text, scene))
        if not hits:
            continue
        forbidden = [m.span() for m in matches(list(rule.unless), text, scene)]
        for start, end in hits:
            if not any(a < end and start < b for a, b in forbidden):
                yield Conduct(rule.type, start, end)
                break


def rules_for(text: str) -> list[Rule]:
    """The rules whose phrases may occur in a text."""
    lowered = text.lower()
    narrowed = [
        Rule(r.type, tuple(possible(r.tell, lowered)), tuple(possible(r.unless, lowered))) for r in load_rules()
    ]
    return [rule for rule in narrowed if rule.tell]


@cache
def load_rules() -> tuple[Rule, ...]:
    """All types' phrases, ready to be searched."""
    lexicon = load_lexicon("violations")
    sets = lexicon["sets"]
    return tuple(
        Rule(kind, compile_phrases(lists["tell"], sets), compile_phrases(lists["unless"], sets))
        for kind, lists in lexicon.items()
        if kind not in NO_TYPES
    )
