"""Conduct that breaks or would break neutrality: types and statuses as the domain page fixes them.

Read in two steps: sentence by sentence by phrases, words and rules (`read_by_rules`), then the article as a whole,
where what the first step found and what it may have missed are weighed (`nlp.conduct_choice`).
"""

import re
from collections.abc import Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from nlp.act_words import BY_WORDS, UNTOLD, read_words
from nlp.conduct_choice import LONGEST_SOURCE, MAY_BE_TOLD, Candidate, Choice, Told, choose
from nlp.conduct_cues import phrases_of
from nlp.conduct_features import LEAD, Case
from nlp.conduct_finder import Conduct, ConductFinder
from nlp.conduct_status import (
    ALLEGED,
    NONE,
    PROHIBITED,
    PROVEN,
    STATUSES,
    Verdict,
    read_status,
    shares_of,
)
from nlp.conduct_totals import PROVING, CaseTotals
from nlp.conduct_untold import LEAST as LEAST_UNTOLD
from nlp.conduct_untold import find_only, find_totals, find_untold, is_counted, is_no_case, is_spoken_of, other_case
from nlp.conduct_words import possible_conducts, weigh_conducts
from nlp.phrases import search_any
from nlp.records import Violation
from nlp.scenes import Scene, evidence_end, read_scenes, words
from nlp.strangers import is_about_strangers
from nlp.subject import is_about_neutrality

# Words that point at what was told just before.
POINTER = re.compile(
    r"(?i)\b(?:hal|tindakan|perbuatan|perilaku|aktivitas|kegiatan|praktik|aksi|cara|sikap|ulah)(?:-hal)?[ \u00a0]"
    r"(?:yang[ \u00a0])?(?:seperti[ \u00a0]|macam[ \u00a0])?(?:itu|ini|tersebut|demikian|begitu)\b"
)
# What tells a case without its conduct, beside phrases and words (`nlp.explain` shows it).
BY_TOTAL = "total"
# Beside a word of ruling: nothing is forbidden, or nothing happened.
NOT_RULED = frozenset({"absent", "permitted", "denied", "charged"})


@Language.component("violations")
def mark(doc: Doc) -> Doc:
    """Set `doc._.violations`; empty where the article is of no relevance."""
    doc._.violations = [] if doc._.relevance == "none" else find_violations(doc)
    return doc


def find_violations(doc: Doc) -> list[Violation]:
    """Every conduct the article tells, one per type and status, in reading order."""
    return choose(find_candidates(doc))


def find_candidates(doc: Doc) -> list[Candidate]:
    """Every conduct that the article may tell, by type and status, with what speaks for it."""
    case, read, finder = _open(doc)
    first = _read_by_rules(case, read, finder)
    choice = Choice(case, read, doc)
    told = [*_may_be_told(case, read, finder), *_may_be_untold(case, read, choice.totals)]
    return choice.candidates(first, told)


def read_by_rules(doc: Doc) -> list[Violation]:
    """The first reading, sentence by sentence: what phrases and words tell clearly, one per type and status."""
    return _read_by_rules(*_open(doc))


def _open(doc: Doc) -> tuple[Case, list[Scene], ConductFinder]:
    """An article as a case, its sentences on the subject, and the conduct that phrases find."""
    scenes, read = scenes_read(doc)
    finder = doc._.conduct or ConductFinder(doc.text, scenes)
    case = Case(doc.text, doc._.article.title or "", scenes, read_words(doc), doc.user_data.get("conduct_weights"))
    return case, read, finder


def _read_by_rules(case: Case, read: list[Scene], finder: ConductFinder) -> list[Violation]:
    text = case.text
    found: dict[tuple[str, str], Violation] = {}
    told: list[Scene] = []
    last: list[Conduct] = []
    for scene, conducts in told_conducts(case, read, finder):
        told += [scene] if conducts else []
        if not conducts and told and told[-1].end <= scene.start < told[-1].next_end:
            for violation in _forbidden_again(case, scene, last):
                found.setdefault((violation.type, violation.status), violation)
        last = conducts or last
        for conduct in conducts:
            verdict = judge(case, scene, conduct)
            if verdict is not None:
                keep_best(found, _violation(text, scene, conduct, verdict))
    for violation in _untold(case, read, told, has_case=any(status != PROHIBITED for _, status in found)):
        keep_best(found, violation)
    return [violation for violation in found.values() if not _is_proven_too(violation, found)]


def _may_be_told(case: Case, read: list[Scene], finder: ConductFinder) -> Iterator[Told]:
    """What the sentences on staff may tell, with what the words around it leave possible."""
    for scene in _sentences(case, read):
        for conduct in possible_conducts(case.reader, scene, finder, MAY_BE_TOLD):
            shares = shares_of(case, scene, conduct.start, conduct.end, conduct.type)
            verdict = judge(case, scene, conduct)
            yield Told(scene, conduct, shares, verdict, conduct.source != BY_WORDS, _is_statutory(case.text, conduct))


def _may_be_untold(case: Case, read: list[Scene], totals: CaseTotals) -> Iterator[Told]:
    """The sentences that may tell a case without its conduct: by a total, each status once, by a phrase or words."""
    for scene in read:
        counted = totals.of(scene)
        chance = case.reader.chance(scene, UNTOLD)
        if chance < LEAST_UNTOLD or is_no_case(case, scene):
            continue
        is_spoken = bool(counted) or is_spoken_of(case.text, scene)
        if not is_spoken and chance < MAY_BE_TOLD:
            continue
        item = other_case(case, scene, UNTOLD)
        spans = {item.status: (item.start, item.end)}
        has_part = any(total.state in PROVING for total in counted)
        for total in counted:
            # Proof needs its word in the sentence all the same; what is not of the proven part is an allegation.
            status = ALLEGED if has_part and total.state not in PROVING else item.status
            if spans.get(status, (item.start, item.end)) == (item.start, item.end):
                spans[status] = (total.start, total.end)
        source = BY_TOTAL if counted else BY_WORDS
        for status, (start, end) in spans.items():
            shares = dict.fromkeys(STATUSES, 0.0) | {NONE: 0.1, status: 0.9}
            yield Told(scene, Conduct(UNTOLD, start, end, source), shares, None, is_spoken)


def told_conducts(case: Case, read: list[Scene], finder: ConductFinder) -> Iterator[tuple[Scene, list[Conduct]]]:
    """The conduct of each sentence but of those about strangers, by phrases and words together."""
    on_subject = {scene.start for scene in read}
    for scene in _sentences(case, read):
        yield scene, weigh_conducts(case.reader, scene, finder, scene.start in on_subject)


def _sentences(case: Case, read: list[Scene]) -> Iterator[Scene]:
    """The sentences of an article that may tell conduct of staff."""
    on_subject = {scene.start for scene in read}
    for scene in case.scenes:
        if scene.start in on_subject or scene.start in case.lists or not is_about_strangers(case.text, scene):
            yield scene


def scenes_read(doc: Doc) -> tuple[list[Scene], list[Scene]]:
    """All sentences of an article, and those of them in which any phrase of conduct counts."""
    scenes = read_scenes(doc)
    read = [s for s in scenes if _is_read(doc, s) and not is_about_strangers(doc.text, s)]
    return scenes, read


def _is_read(doc: Doc, scene: Scene) -> bool:
    """Whether a sentence is on the subject, or names staff: with the phrases of conduct it is then on it too."""
    if is_about_neutrality(doc, scene):
        return True
    return search_any(words("staff_spoken_of"), doc.text, scene.start, scene.end) is not None


def judge(case: Case, scene: Scene, conduct: Conduct) -> Verdict | None:
    """The status of a conduct; None where it is none.

    The wording of the law ("tindakan yang menguntungkan") tells what is forbidden, not what somebody did.
    """
    verdict = read_status(case, scene, conduct.start, conduct.end, conduct.type)
    if verdict is None or verdict.status == PROHIBITED:
        return verdict
    return None if _is_statutory(case.text, conduct) else verdict


def _is_statutory(text: str, conduct: Conduct) -> bool:
    return search_any(phrases_of("statutory"), text, conduct.start, conduct.end) is not None


def _forbidden_again(case: Case, scene: Scene, conducts: list[Conduct]) -> Iterator[Violation]:
    """The conduct just told that a sentence calls forbidden by a word that points at it: "hal itu dilarang"."""
    pointer = POINTER.search(case.text, scene.start, scene.end)
    if pointer is None or case.asks(scene):
        return
    cues = [cue for cue in case.cues.of(scene) if cue.start >= pointer.start()]
    if not any(cue.kind == "ruled" for cue in cues) or any(cue.kind in NOT_RULED for cue in cues):
        return
    end = evidence_end(case.text, scene, pointer.start(), pointer.end())
    for conduct in conducts:
        rule = f"{PROHIBITED}.near.weak: {conduct.source[:LONGEST_SOURCE]}"
        yield Violation(conduct.type, PROHIBITED, pointer.start(), end, rule)


def _is_proven_too(violation: Violation, found: Mapping[tuple[str, str], Violation]) -> bool:
    """Whether an allegation told in passing is the case that the article tells as proven."""
    return violation.rule.startswith(ALLEGED) and ".weak:" in violation.rule and (violation.type, PROVEN) in found


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
    read = [scene for scene in read if case.reader.chance(scene, UNTOLD) >= LEAST_UNTOLD]
    if has_case:
        lead = case.scenes[:LEAD]
        counted = [scene for scene in read if scene not in told and scene not in lead and is_counted(case.text, scene)]
        yield from find_untold(case, counted, told)
        yield from find_totals(case, [scene for scene in read if scene not in told and scene not in lead])
    else:
        yield from find_only(case, read)
