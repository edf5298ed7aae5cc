"""Words around a conduct that speak for its being forbidden, charged or proved.

A cue is no verdict: `nlp.conduct_status` weighs all cues in a conduct's clause, sentence and neighbourhood.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from nlp.conduct_proof import BEHIND, is_accused, is_claimed, is_overturned, is_undone
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrases, candidates, compile_phrases, lowered_text, search_any
from nlp.scenes import Scene

KINDS = (
    "ruled",
    "weak",
    "pledge",
    "supposed",
    "unreal",
    "anybody",
    "threat",
    "permitted",
    "absent",
    "charged",
    "alleged",
    "case",
    "proven",
    "denied",
)


# How many sentences behind a ruling another may take it back.
AHEAD = 4
# What was before what the sentence in front of it tells.
EARLIER = re.compile(r"(?i)\b(?:sebelumnya|semula|awalnya|tadinya)\b")
# Words that suppose, or give an example.
EXAMPLES = frozenset({"misal", "misalnya", "semisal"})
OPENED, CLOSED = "“«", "”»"
# A denial of a charge tells that there is one: "membantah tudingan mengarahkan warga".
DISCLAIMS = re.compile(r"(?i)(?:mem|men)\w+")
CHARGE = re.compile(
    r"(?i)(?:[ \u00a0]\w{1,14}){0,2}[ \u00a0](?:tudingan|tuduhan|dugaan|kabar|isu|laporan|aduan|anggapan|pemberitaan)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One telling word or phrase: its kind (a list of `[status]` in the lexicon) and where it stands."""

    kind: str
    start: int
    end: int


class Beside:
    """The cues of a sentence that may undo another one, found by their place: there may be as many as it has words."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues = sorted(cues, key=lambda cue: cue.start)
        self.starts = [cue.start for cue in self.cues]
        self.longest = max((cue.end - cue.start for cue in self.cues), default=0)
        self.first_supposed = next((cue.start for cue in self.cues if cue.kind == "supposed"), -1)

    def touching(self, cue: Cue) -> Iterator[Cue]:
        """Those that share a character with a cue."""
        return (other for other in self._between(cue.start, cue.end) if other.end > cue.start)

    def ending_at(self, start: int) -> Iterator[Cue]:
        """Those that end where a cue starts, or one character before it."""
        return (other for other in self._between(start - 1, start) if 0 <= start - other.end <= 1)

    def is_somebody(self, cue: Cue) -> bool:
        """Whether a case is told by words that touch a cue: "tiga ASN yang" are not anybody."""
        return any(other.kind == "case" for other in self.touching(cue))

    def _between(self, start: int, end: int) -> list[Cue]:
        """Those that may reach into a span."""
        return self.cues[bisect_left(self.starts, start - self.longest) : bisect_left(self.starts, end)]


class CueReader:
    """Finds the cues of one text, a sentence at a time and each sentence once."""

    def __init__(self, text: str, scenes: Sequence[Scene] = ()) -> None:
        self.text = text
        self.lowered = lowered_text(text)
        self.scenes = scenes
        self.index = {scene.start: index for index, scene in enumerate(scenes)}
        # What stands in a sentence alone is found once for all readers of the text.
        self.plain = read_cues(text) if scenes else None
        self.read: dict[tuple[int, int], tuple[Cue, ...]] = {}

    def between(self, start: int, end: int) -> tuple[Cue, ...]:
        """All cues of a span (a sentence), by place."""
        if (start, end) not in self.read:
            cues = self._find(start, end) if self.plain is None else self.plain.between(start, end)
            if start in self.index and any(cue.kind == "proven" for cue in cues) and self._is_taken_back(start, end):
                cues = tuple(replace(cue, kind="alleged") if cue.kind == "proven" else cue for cue in cues)
            self.read[start, end] = cues
        return self.read[start, end]

    def of(self, scene: Scene) -> tuple[Cue, ...]:
        """All cues of a sentence, by place."""
        return self.between(scene.start, scene.end)

    def _find(self, start: int, end: int) -> tuple[Cue, ...]:
        phrases, kinds = _all_cues()
        cues = [
            Cue(kinds[id(phrase)], *found.span())
            for phrase in candidates(phrases, self.text, start, end)
            for found in phrase.lowered.finditer(self.lowered, start, end)
        ]
        others = [cue for cue in cues if cue.kind in {"ruled", "supposed", "case", "anybody"}]
        cases = [cue for cue in cues if cue.kind in {"charged", "alleged"}]
        last_case = max((case.start for case in cases), default=-1)
        others = [cue for cue in others if not self._is_example(cue, last_case)]
        known = frozenset(others)
        cues = [cue for cue in cues if cue.kind != "supposed" or cue in known]
        beside = Beside(others)
        kept = [self._read(cue, (start, end)) for cue in cues if not self._is_void(cue, (start, end), beside)]
        return tuple(sorted(kept, key=lambda cue: (cue.start, cue.end, cue.kind)))

    def _is_taken_back(self, start: int, end: int) -> bool:
        """Whether what a sentence proves is overturned in one behind it, or claimed by the accuser its speech is of."""
        index = self.index[start]
        behind = self.scenes[index + 1 : index + 1 + AHEAD]
        if any(is_overturned(self.text, scene.start, scene.end) for scene in behind):
            return True
        if index and EARLIER.search(self.text, start, end):
            before = self.scenes[index - 1]
            if is_overturned(self.text, before.start, before.end):
                return True
        return bool(behind) and self._is_open(start, end) and is_accused(self.text, behind[0].start, behind[0].end)

    def _is_open(self, start: int, end: int) -> bool:
        """Whether a speech that begins in a sentence goes on behind it."""
        said = self.text[start:end]
        marks = [sum(said.count(mark) for mark in kind) for kind in (OPENED, CLOSED)]
        return marks[0] > marks[1] or said.count('"') % 2 == 1

    def _read(self, cue: Cue, sentence: tuple[int, int]) -> Cue:
        """A cue as it counts: a proof that is only claimed tells of a real case, not yet decided."""
        if cue.kind == "proven" and is_claimed(self.text, sentence, cue.start, cue.end):
            return Cue("alleged", cue.start, cue.end)
        return cue

    def _is_example(self, cue: Cue, last_case: int) -> bool:
        """Whether "misalnya" gives a real case as an example and supposes nothing."""
        is_given = cue.kind == "supposed" and self.text[cue.start : cue.end].lower() in EXAMPLES
        return is_given and last_case > cue.end

    def _is_void(self, cue: Cue, sentence: tuple[int, int], beside: Beside) -> bool:
        """Whether a cue is undone: "belum terbukti", "kalau terbukti" prove nothing, "tidak boleh" allows nothing."""
        if cue.kind == "permitted":
            return any(other.kind == "ruled" for other in beside.touching(cue))
        if cue.kind == "weak":
            denied = search_any(phrases_of("unruled"), self.text, cue.start, cue.end + BEHIND)
            return denied is not None and denied.start() == cue.start
        if cue.kind == "anybody":
            return beside.is_somebody(cue)
        if cue.kind == "denied":
            is_verb = DISCLAIMS.match(self.text, cue.start, cue.end) is not None
            return is_verb and CHARGE.match(self.text, cue.end, sentence[1]) is not None
        if cue.kind != "proven":
            return False
        if any(other.kind == "anybody" and not beside.is_somebody(other) for other in beside.ending_at(cue.start)):
            return True
        if 0 <= beside.first_supposed < cue.start:
            return True
        return is_undone(self.text, sentence, cue.start, cue.end)


@lru_cache(maxsize=4)
def read_cues(text: str) -> CueReader:
    """The cues of a text, one reader for all who ask."""
    return CueReader(text)


@cache
def phrases_of(kind: str) -> Phrases:
    """The phrases of one list of `[status]` in the lexicon."""
    lexicon = load_lexicon("violations")
    return compile_phrases(lexicon["status"][kind], lexicon["sets"])


@cache
def _all_cues() -> tuple[Phrases, dict[int, str]]:
    """The phrases of all kinds as one list, and the kind of each by its `id`."""
    kinds = {kind: phrases_of(kind) for kind in KINDS}
    return (
        Phrases(phrase for phrases in kinds.values() for phrase in phrases),
        {id(phrase): kind for kind, phrases in kinds.items() for phrase in phrases},
    )


def search_list(kind: str, text: str, start: int, end: int) -> bool:
    """Whether a phrase of one list of `[status]` stands between two offsets."""
    return search_any(phrases_of(kind), text, start, end) is not None
