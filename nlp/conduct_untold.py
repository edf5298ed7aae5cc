"""Real cases whose conduct the article does not tell ("tiga ASN diproses Bawaslu"): conduct `other`."""

import re
from collections.abc import Iterator

from nlp.act_words import UNTOLD
from nlp.conduct_cues import Cue, phrases_of, search_list
from nlp.conduct_features import Case
from nlp.conduct_status import ALLEGED, PROVEN
from nlp.phrases import search_any
from nlp.records import Violation
from nlp.scenes import LONGEST_EVIDENCE, Scene, is_question

# A case that a phrase tells counts from this chance by the sentence's words on; from the second one the words tell it
# alone, where the article tells no other. Chosen on invented stories (docs/extraction.md).
LEAST, ENOUGH = 0.02, 0.5
# The lists of phrases by which a sentence tells, or does not, that staff are handled.
SAYINGS = ("counted", "handled", "retold", "generic")
# Words that make a sentence tell no case.
NO_CASE = frozenset({"absent", "supposed", "unreal", "anybody", "denied"})
# A number of cases so great that the article tells the conduct of a part of them at most.
MANY = re.compile(
    r"(?i)\b(?:9|[1-9]\d{1,2}|[1-9]\.\d{3}|sembilan|sepuluh|sebelas|\w{3,9} (?:belas|puluh)|belasan|puluhan|ratusan)\b"
)


# How many staff a sentence speaks of.
NUMBER = re.compile(
    r"(?i)\b(\d{1,4}|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|\w{3,9} (?:belas|puluh))[ \u00a0]"
    r"(?:\(\w{1,12}\)[ \u00a0])?(?:orang[ \u00a0]|oknum[ \u00a0]){0,2}"
    r"(?:asn|pns|pppk|guru|pegawai|pejabat|aparatur|orang)\b"
)
WORDS = ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
# What is still open behind a word of proof: "selain yang sudah dihukum, dua lainnya masih diperiksa".
STILL_OPEN = re.compile(
    r"(?i)\b(?:lain(?:nya)?|sisanya|selebihnya)\b[^.;\n]{0,40}\b(?:masih|sedang|tengah|belum|menunggu|menanti)\b"
)
DIGITS = {word: str(number) for number, word in enumerate(WORDS, 2)}


def is_counted(text: str, scene: Scene) -> bool:
    """Whether the sentence tells that staff are handled, without saying what they did."""
    return not is_question(text, scene) and search_list("counted", text, scene.start, scene.end)


def is_total(text: str, scene: Scene) -> bool:
    """Whether the sentence sums up many cases ("31 ASN dilaporkan"), more than an article tells one by one."""
    if is_question(text, scene):
        return False
    found = search_any(phrases_of("totals"), text, scene.start, scene.end)
    return found is not None and MANY.search(found[0]) is not None


def find_totals(case: Case, scenes: list[Scene]) -> Iterator[Violation]:
    """The cases of sentences that sum up many."""
    for scene in scenes:
        if is_total(case.text, scene) and not is_no_case(case, scene):
            yield other_case(case, scene, "other.total")


def _numbers(text: str, scene: Scene) -> set[str]:
    """The numbers of staff that a sentence tells, one to ten as digits."""
    found = (match[1].lower() for match in NUMBER.finditer(text, scene.start, scene.end))
    return {DIGITS.get(number, number) for number in found}


def find_untold(case: Case, counted: list[Scene], told: list[Scene]) -> Iterator[Violation]:
    """Cases beside those whose conduct is told; what the same paragraph or the next sentence tells is told."""
    paragraphs = {scene.paragraph_start for scene in told}
    numbers = {number for scene in told for number in _numbers(case.text, scene)}
    for scene in counted:
        here = _numbers(case.text, scene)
        if told and (search_list("retold", case.text, scene.start, scene.end) or (here and here <= numbers)):
            continue
        if scene.paragraph_start in paragraphs or any(scene.end <= other.start < scene.next_end for other in told):
            continue
        yield other_case(case, scene, "other.counted")


def find_only(case: Case, scenes: list[Scene]) -> Iterator[Violation]:
    """The one case of an article that tells no conduct of anybody: proven where one of its sentences proves."""
    handled = [scene for scene in scenes if _is_handled(case, scene)]
    cases = [other_case(case, scene, "other.only") for scene in handled]
    best = sorted(cases, key=lambda item: item.status != PROVEN)[:1]
    yield from best
    if best and best[0].status == PROVEN:
        yield from (item for item in find_totals(case, scenes) if item.status == ALLEGED)


def _is_handled(case: Case, scene: Scene) -> bool:
    if is_no_case(case, scene) or search_list("generic", case.text, scene.start, scene.end):
        return False
    return case.reader.chance(scene, UNTOLD) >= ENOUGH or is_spoken_of(case.text, scene)


def is_spoken_of(text: str, scene: Scene) -> bool:
    """Whether a phrase of a sentence tells that staff are handled, strongly or weakly."""
    return any(search_list(name, text, scene.start, scene.end) for name in ("counted", "handled"))


def sayings(text: str, scene: Scene) -> dict[str, float]:
    """Which of the lists of phrases on cases have one in a sentence: numbers by name."""
    return {f"said.{name}": float(search_list(name, text, scene.start, scene.end)) for name in SAYINGS}


def is_no_case(case: Case, scene: Scene) -> bool:
    """Whether words of a sentence make it tell no case; a threat does where nobody is charged before it."""
    for cue in case.cues.of(scene):
        if cue.kind == "charged":
            return any(other.kind in NO_CASE for other in case.cues.of(scene))
        if cue.kind in NO_CASE or cue.kind == "threat":
            return True
    return False


def other_case(case: Case, scene: Scene, family: str) -> Violation:
    """The case of a sentence without its conduct; proven only where a word of proof stands in it or beside it."""
    status = PROVEN if _is_proven(case, scene) else ALLEGED
    end = min(scene.end, scene.start + LONGEST_EVIDENCE)
    if end < scene.end:  # cut between words
        end = max(case.text.rfind(" ", scene.start, end), scene.start + 1)
    return Violation(
        "other", status, scene.start, end, f"{family}.{status}: {case.text[scene.start : scene.start + 20]}"
    )


def _is_proven(case: Case, scene: Scene) -> bool:
    """Whether the sentence, or its neighbour in the same paragraph, tells a proof or a penalty."""

    def kinds(cues: tuple[Cue, ...]) -> set[str]:
        return {cue.kind for cue in cues}

    told = case.cues.of(scene)
    here = kinds(told)
    if "proven" in here:
        last = max(cue.end for cue in told if cue.kind == "proven")
        return STILL_OPEN.search(case.text, last, scene.end) is None
    if "charged" in here:
        return False
    near = [s for s in case.scenes if scene.previous <= s.start < scene.next_end]
    same = [s for s in near if s.paragraph_start == scene.paragraph_start]
    return any("proven" in kinds(case.cues.of(other)) for other in same)
