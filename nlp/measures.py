"""What is done, or is to be done, about neutrality: types, status and actors as the domain page fixes them.

Each type has its telling phrases in `nlp/lexicons/measures.toml`. The small words of the clause give the status, the
sentence gives the actor. One item per type, status and actor; the first one told stands for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.actors import Cast
from nlp.bodies import Body, government_of
from nlp.conduct_status import ruled_lists
from nlp.lexicons import load_lexicon
from nlp.modality import clause_start, is_negated, status_of, told_as
from nlp.phrases import Phrase, compile_phrases, possible, search_any
from nlp.primary import choose_primary
from nlp.records import Measure
from nlp.sanctions import read_sanction
from nlp.scenes import (
    Scene,
    evidence_end,
    is_about_others,
    is_headline,
    is_question,
    matches,
    read_scenes,
    words,
)
from nlp.subject import is_about_neutrality

STATUSES = ("taken", "planned", "called_for")
SANCTIONS = frozenset({"sanction_imposed", "sanction_warning"})
# Of these, a voiced one is done, whatever the words around.
VOICED = frozenset({"reminder", "sanction_warning"})
OF_GOVERNMENT = frozenset({"pledge", "integrity_pact", "leave_or_resignation"})
NOT_EMPLOYERS = frozenset({"agency", "supervisor", "nation", "commission", "crimes"})
DECIDERS = ("KASN", "BKN")
# Who does it where the text leaves it open, but names one such body.
USUAL_KIND = {"investigation": "supervisor", "referral": "supervisor", "sanction_imposed": "", "prosecution": "crimes"}
# Behind a phrase: it refers to a measure told before.
REFERENCE = re.compile(r"(?i)(?:nya)?[ \u00a0](?:itu|tersebut|tadi|dimaksud)\b")
LETTER = re.compile(r"(?i)surat|edaran|se\b|instruksi")


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of one type.

    `fixed` are those with a status of their own, `weak` those that only refer to a measure, `unless` those that forbid.
    """

    type: str
    tell: tuple[Phrase, ...]
    fixed: Mapping[str, tuple[Phrase, ...]]
    weak: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One telling phrase in the text, before its actor is known.

    `status` is None where grammar has to tell. A weak one counts where the article tells no other of its type.
    """

    type: str
    status: str | None
    start: int
    end: int
    is_weak: bool = False


@Language.component("measures")
def mark(doc: Doc) -> Doc:
    """Set `doc._.measures`; empty where the article is of no relevance."""
    doc._.measures = [] if doc._.relevance == "none" else find_measures(doc)
    return doc


def find_measures(doc: Doc) -> list[Measure]:
    """Every measure the article tells, in reading order."""
    text: str = doc.text
    lowered = text.lower()
    rules = [_narrow(rule, lowered) for rule in load_rules()]
    primary = choose_primary(doc)
    scenes = read_scenes(doc)
    cast = Cast(doc, primary[0] if primary and primary[0] != "00" else None)
    case_lists = ruled_lists(text, scenes)
    strong: dict[tuple[str, str, str | None], Measure] = {}
    weak: dict[tuple[str, str, str | None], Measure] = {}
    for scene in scenes:
        if scene.start in case_lists or is_question(text, scene):
            continue
        if is_about_others(text, scene) or not is_about_neutrality(doc, scene):
            continue
        is_title = is_headline(text, doc._.article.title or "", scene)
        for found in _find_in(text, scene, rules):
            measure = _complete(doc, cast, scene, found)
            if measure is not None:
                measures = weak if found.is_weak or is_title else strong
                measures.setdefault((measure.type, measure.status, measure.actor), measure)
    return _merge(strong, weak)


def _merge(
    strong: Mapping[tuple[str, str, str | None], Measure], weak: Mapping[tuple[str, str, str | None], Measure]
) -> list[Measure]:
    """The measures to keep: references only where nothing better is told, one without actor only where none has."""
    told = {measure.type for measure in strong.values()}
    kept = list(strong.values())
    for measure in weak.values():
        if measure.type not in told:
            kept.append(measure)
            told.add(measure.type)
    named = {(measure.type, measure.status) for measure in kept if measure.actor}
    kept = [measure for measure in kept if measure.actor or (measure.type, measure.status) not in named]
    return sorted(kept, key=lambda measure: measure.start)


def _find_in(text: str, scene: Scene, rules: list[Rule]) -> Iterator[Found]:
    """The first match of each type in a sentence, forbidden ones left out."""
    for rule in rules:
        sources = [(None, rule.tell, False), *((s, p, False) for s, p in rule.fixed.items()), (None, rule.weak, True)]
        hits = [
            (is_weak, match.start(), match.end(), status)
            for status, phrases, is_weak in sources
            for match in matches(list(phrases), text, scene)
        ]
        if not hits:
            continue
        forbidden = [m.span() for m in matches(list(rule.unless), text, scene)]
        hits = [hit for hit in hits if not any(a < hit[2] and hit[1] < b for a, b in forbidden)]
        if hits:
            is_weak, start, end, status = min(hits, key=lambda hit: (hit[0], hit[1], -hit[2]))
            yield Found(rule.type, status, start, end, is_weak or REFERENCE.match(text, end) is not None)


def _complete(doc: Doc, cast: Cast, scene: Scene, found: Found) -> Measure | None:
    """Add status and actor; None where the phrase is denied or is no measure after all."""
    text: str = doc.text
    kind, status = found.type, found.status
    if kind in SANCTIONS and status != "called_for":
        reading = read_sanction(text, scene, kind, found.start, found.end)
        if reading is None:
            return None
        kind, status = reading
    elif is_negated(text, scene.start, found.start) and kind not in VOICED:
        return None
    if kind in VOICED:
        status = "taken"
    status = status or status_of(text, scene.start, found.start, found.end)
    if kind == "leave_or_resignation" and status == "planned":
        status = "called_for"
    if kind == "prosecution" and status == "called_for":
        status = "taken"
    body = _actor(cast, scene, kind, status, found)
    if kind in SANCTIONS and status == "called_for" and body is not None and body.short in DECIDERS:
        kind, status = "referral", "taken"
    if kind == "reminder" and not _is_to_staff(text, scene, body):
        return None
    if kind == "circular" and body is not None and body.short in DECIDERS and _advises(text, scene):
        return None
    actor = body.name if body and body.name else None
    return Measure(kind, status, actor, found.start, evidence_end(text, scene, found.start, found.end))


def _is_to_staff(text: str, scene: Scene, body: Body | None) -> bool:
    """Whether a reminder is about the subject; one by the police has to name civil servants, who are not theirs."""
    start, end = scene.paragraph_start, scene.paragraph_end
    if body is not None and body.kind == "police":
        return search_any(words("servants"), text, scene.start, scene.end) is not None
    return any(search_any(words(kind), text, start, end) for kind in ("servants", "neutrality", "contest"))


def _advises(text: str, scene: Scene) -> bool:
    return "rekomendasi" in text[scene.previous : scene.end].casefold()


def _actor(cast: Cast, scene: Scene, kind: str, status: str, found: Found) -> Body | None:
    """The body behind a measure, by the rules of its type where the sentence leaves several."""
    special = _special_actor(cast, scene, kind, status, found)
    if special is not None:
        return special
    if kind == "regulation" and status == "taken":
        return None
    body: Body | None = None
    if status == "called_for":
        left = clause_start(cast.text, scene.start, found.start)
        call = found.start if found.status == status else told_as("call", cast.text, left, found.start)
        body = cast.asked(scene.sentence, call, found.end) if call >= 0 else None
    body = body or cast.actor(scene.sentence, found.start, found.end)
    home = government_of(cast.areas, (body.code if body else None) or cast.main, found.start, found.end)
    if kind in OF_GOVERNMENT and (body is None or body.kind in NOT_EMPLOYERS):
        return home
    if kind == "sanction_imposed" and status == "taken" and body is not None and body.kind in NOT_EMPLOYERS:
        return home
    return body or cast.usual(USUAL_KIND.get(kind, "government"))


def _special_actor(cast: Cast, scene: Scene, kind: str, status: str, found: Found) -> Body | None:
    """Where the phrase itself names who acts: a recommendation of KASN, a ministry's letter, a decree's makers."""
    named = [agent for agent in cast.between(found.start, found.end) if agent.body is not None]
    if kind == "referral":
        deciders = [a.body for a in named if a.body and a.body.short in DECIDERS and _gives(cast.text, a.start)]
        return deciders[0] if deciders else None
    if kind == "regulation":
        makers = [a.body for a in cast.between(found.start, min(scene.end, found.end + 90)) if a.body]
        return makers[0] if makers and makers[0].kind == "nation" and status == "taken" else None
    if kind == "circular" and LETTER.match(cast.text, found.start):
        issuers = [a.body for a in named if a.body and a.body.kind in {"nation", "government"}]
        return issuers[0] if issuers and _gives(cast.text, named[0].start) else None
    if kind == "prosecution":
        bodies = [a for a in cast.between(scene.start, scene.end) if a.body and a.body.kind in {"crimes", "court"}]
        acting = [a.body for a in bodies if _gives(cast.text, a.start)]
        return acting[0] if acting else None
    return None


def _gives(text: str, at: int) -> bool:
    """Whether a decider named at `at` acts, and is not the one to whom something goes."""
    return told_as("goal", text, max(0, at - 12), at) < 0 and not text[:at].endswith("(")


def _narrow(rule: Rule, lowered: str) -> Rule:
    fixed = {status: tuple(possible(phrases, lowered)) for status, phrases in rule.fixed.items()}
    tell, weak, unless = (tuple(possible(phrases, lowered)) for phrases in (rule.tell, rule.weak, rule.unless))
    return Rule(rule.type, tell, fixed, weak, unless)


@cache
def load_rules() -> tuple[Rule, ...]:
    """All types' phrases, ready to be searched."""
    lexicon = load_lexicon("measures")
    sets = lexicon["sets"]
    rules = []
    for kind, lists in lexicon.items():
        if kind == "sets":
            continue
        fixed = {status: compile_phrases(lists[status], sets) for status in STATUSES if status in lists}
        tell, weak, unless = (compile_phrases(lists.get(key, ()), sets) for key in ("tell", "weak", "unless"))
        rules.append(Rule(kind, tell, fixed, weak, unless))
    return tuple(rules)
