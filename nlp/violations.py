"""Conduct that breaks or would break neutrality: types and statuses as the domain page fixes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.conduct_status import ALLEGED, LEAD, PROHIBITED, PROVEN, Case, is_counted, is_proven
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, possible
from nlp.records import Violation
from nlp.scenes import LONGEST_EVIDENCE, Scene, evidence_end, is_about_others, matches, read_scenes
from nlp.subject import is_about_neutrality

NO_TYPES = frozenset({"sets", "status", "yields"})


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
    scenes = read_scenes(doc)
    case = Case(text, doc._.article.title or "", scenes)
    found: dict[tuple[str, str], Violation] = {}
    told: list[Scene] = []
    counted: list[Scene] = []
    for scene in scenes:
        if is_about_others(text, scene) or not is_about_neutrality(doc, scene):
            continue
        conducts = list(find_conduct(text, scene, rules))
        if conducts:
            told.append(scene)
        elif is_counted(text, scene):
            counted.append(scene)
        for conduct in conducts:
            status = case.read_status(scene, conduct.start, conduct.end)
            if status is not None:
                end = evidence_end(text, scene, conduct.start, conduct.end)
                found.setdefault((conduct.type, status), Violation(conduct.type, status, conduct.start, end))
    if any(status != PROHIBITED for _, status in found):
        counted = [scene for scene in counted if scene not in scenes[:LEAD]]
    for violation in _untold(text, counted, told):
        found.setdefault((violation.type, violation.status), violation)
    return sorted(found.values(), key=lambda violation: violation.start)


def _untold(text: str, counted: list[Scene], told: list[Scene]) -> Iterator[Violation]:
    """Real cases whose conduct is not told: `other`. What the same paragraph or the next sentence tells is told."""
    paragraphs = {scene.paragraph_start for scene in told}
    for scene in counted:
        if scene.paragraph_start in paragraphs or any(scene.end <= other.start < scene.next_end for other in told):
            continue
        status = PROVEN if is_proven(text, scene) else ALLEGED
        yield Violation("other", status, scene.start, min(scene.end, scene.start + LONGEST_EVIDENCE))


def find_conduct(text: str, scene: Scene, rules: list[Rule]) -> Iterator[Conduct]:
    """The first conduct of each type in a sentence, the most specific type where two touch."""
    conducts = [conduct for rule in rules if (conduct := _first(text, scene, rule)) is not None]
    yields = load_lexicon("violations")["yields"]
    for conduct in conducts:
        stronger = yields.get(conduct.type, ())
        touched = (o for o in conducts if o.type in stronger and o.start < conduct.end and conduct.start < o.end)
        if next(touched, None) is None:
            yield conduct


def _first(text: str, scene: Scene, rule: Rule) -> Conduct | None:
    hits = sorted((m.start(), m.end()) for m in matches(list(rule.tell), text, scene))
    if not hits:
        return None
    forbidden = [m.span() for m in matches(list(rule.unless), text, scene)]
    for start, end in hits:
        if not any(a < end and start < b for a, b in forbidden):
            return Conduct(rule.type, start, end)
    return None


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
