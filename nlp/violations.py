"""Conduct that breaks or would break neutrality: types and statuses as the domain page fixes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.conduct_cues import phrases_of
from nlp.conduct_features import ITEM, LEAD, Case
from nlp.conduct_status import PROHIBITED, Verdict, read_status
from nlp.conduct_untold import find_only, find_untold, is_counted
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, possible, search_any
from nlp.records import Violation
from nlp.scenes import Scene, evidence_end, is_about_others, read_scenes, words
from nlp.subject import is_about_neutrality

# What parts the items of a list told in one sentence.
LIST_MARK = re.compile(r"[,;] |(?i:\b(?:atau|maupun)\b)")
NO_TYPES = frozenset({"sets", "status", "yields"})
LONGEST_SOURCE = 60
# Within how many characters of a sentence its subject begins.
OPENING = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type, and those that forbid it where they touch."""

    type: str
    tell: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """A conduct named in the text, and the phrase that names it."""

    type: str
    start: int
    end: int
    source: str = ""


@Language.component("violations")
def mark(doc: Doc) -> Doc:
    """Set `doc._.violations`; empty where the article is of no relevance."""
    doc._.violations = [] if doc._.relevance == "none" else find_violations(doc)
    return doc


def find_violations(doc: Doc) -> list[Violation]:
    """Every conduct the article tells, one per type and status, in reading order."""
    text: str = doc.text
    rules = rules_for(text)
    scenes, read = scenes_read(doc)
    case = Case(text, doc._.article.title or "", scenes)
    found: dict[tuple[str, str], Violation] = {}
    told: list[Scene] = []
    for scene in read:
        conducts = list(find_conduct(text, scene, rules))
        told += [scene] if conducts else []
        for conduct in conducts:
            verdict = judge(case, scene, conduct)
            if verdict is not None:
                keep_best(found, _violation(text, scene, conduct, verdict))
    for violation in _untold(case, read, told, has_case=any(status != PROHIBITED for _, status in found)):
        keep_best(found, violation)
    return sorted(found.values(), key=lambda violation: violation.start)


def scenes_read(doc: Doc) -> tuple[list[Scene], list[Scene]]:
    """All sentences of an article, and those of them in which conduct is looked for."""
    scenes = read_scenes(doc)
    read = [s for s in scenes if is_about_neutrality(doc, s) and not _is_about_strangers(doc.text, s)]
    return scenes, read


def _is_about_strangers(text: str, scene: Scene) -> bool:
    """Whether the sentence tells what others than staff do: village heads, soldiers, candidates, parties, voters."""
    if is_about_others(text, scene):
        return True
    if search_any(words("staff"), text, scene.start, scene.end) is not None:
        return False
    if ITEM.match(text, scene.start):
        return False
    found = search_any(phrases_of("strangers"), text, scene.start, min(scene.end, scene.start + 3 * OPENING))
    return found is not None and found.start() < scene.start + OPENING


def judge(case: Case, scene: Scene, conduct: Conduct) -> Verdict | None:
    """The status of a conduct; None where it is none.

    The wording of the law ("tindakan yang menguntungkan") tells what is forbidden, not what somebody did.
    """
    verdict = read_status(case, scene, conduct.start, conduct.end)
    if verdict is None or verdict.status == PROHIBITED:
        return verdict
    statutory = search_any(phrases_of("statutory"), case.text, conduct.start, conduct.end)
    return verdict if statutory is None else None


def keep_best(found: dict[tuple[str, str], Violation], violation: Violation) -> None:
    """Keep the first evidence of a type and status, unless a surer one comes."""
    key = (violation.type, violation.status)
    if key not in found or (".sure:" in violation.rule and ".sure:" not in found[key].rule):
        found[key] = violation


def _violation(text: str, scene: Scene, conduct: Conduct, verdict: Verdict) -> Violation:
    end = evidence_end(text, scene, conduct.start, conduct.end)
    rule = f"{verdict.family}: {conduct.source[:LONGEST_SOURCE]}"
    return Violation(conduct.type, verdict.status, conduct.start, end, rule)


def _untold(case: Case, read: list[Scene], told: list[Scene], has_case: bool) -> Iterator[Violation]:
    """Real cases whose conduct is not told: `other`."""
    if has_case:
        lead = case.scenes[:LEAD]
        counted = [scene for scene in read if scene not in told and scene not in lead and is_counted(case.text, scene)]
        yield from find_untold(case, counted, told)
    else:
        yield from find_only(case, read)


def find_conduct(text: str, scene: Scene, rules: list[Rule]) -> Iterator[Conduct]:
    """The first conduct of each type in a sentence, the most specific type where two touch."""
    conducts = [conduct for rule in rules if (conduct := _first(text, scene, rule)) is not None]
    yields = load_lexicon("violations")["yields"]
    for conduct in conducts:
        stronger = yields.get(conduct.type, ())
        if not any(other.type in stronger and _is_one(text, conduct, other) for other in conducts):
            yield conduct


def _is_one(text: str, conduct: Conduct, other: Conduct) -> bool:
    """Whether two phrases tell one conduct: they touch, and no comma parts their beginnings."""
    if other.start >= conduct.end or conduct.start >= other.end:
        return False
    return not _is_parted(text, conduct.start, other.start)


def _is_parted(text: str, first: int, second: int) -> bool:
    """Whether a comma stands between two offsets: two items of a list."""
    return LIST_MARK.search(text, min(first, second), max(first, second)) is not None


def _first(text: str, scene: Scene, rule: Rule) -> Conduct | None:
    lowered = text[scene.start : scene.end].lower()
    hits = sorted(
        (found.start(), found.end(), phrase.source)
        for phrase in possible(rule.tell, lowered)
        for found in phrase.pattern.finditer(text, scene.start, scene.end)
    )
    if not hits:
        return None
    forbidden = [
        found.span()
        for phrase in possible(rule.unless, lowered)
        for found in phrase.pattern.finditer(text, scene.start, scene.end)
    ]
    for start, end, source in hits:
        if not any(a < end and start < b and not _is_parted(text, a, start) for a, b in forbidden):
            return Conduct(rule.type, start, end, source)
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
