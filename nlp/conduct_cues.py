"""Words around a conduct that speak for its being forbidden, charged or proved.

A cue is no verdict: `nlp.conduct_status` weighs all cues in a conduct's clause, sentence and neighbourhood.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.conduct_proof import BEHIND, is_undone
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


@dataclass(frozen=True, slots=True)
class Cue:
    """One telling word or phrase: its kind (a list of `[status]` in the lexicon) and where it stands."""

    kind: str
    start: int
    end: int


class CueReader:
    """Finds the cues of one text, a sentence at a time and each sentence once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = lowered_text(text)
        self.read: dict[tuple[int, int], tuple[Cue, ...]] = {}

    def between(self, start: int, end: int) -> tuple[Cue, ...]:
        """All cues of a span (a sentence), by place."""
        if (start, end) not in self.read:
            self.read[start, end] = self._find(start, end)
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
        kept = [cue for cue in cues if not self._is_void(cue, (start, end), others)]
        return tuple(sorted(kept, key=lambda cue: (cue.start, cue.end, cue.kind)))

    def _is_void(self, cue: Cue, sentence: tuple[int, int], others: list[Cue]) -> bool:
        """Whether a cue is undone: "belum terbukti", "kalau terbukti" prove nothing, "tidak boleh" allows nothing."""
        if cue.kind == "permitted":
            return any(o.kind == "ruled" and o.start < cue.end and cue.start < o.end for o in others)
        if cue.kind == "weak":
            denied = search_any(phrases_of("unruled"), self.text, cue.start, cue.end + BEHIND)
            return denied is not None and denied.start() == cue.start
        if cue.kind == "anybody":
            return _is_somebody(cue, others)
        if cue.kind != "proven":
            return False
        if any(o.kind == "anybody" and 0 <= cue.start - o.end <= 1 and not _is_somebody(o, others) for o in others):
            return True
        if any(o.kind == "supposed" and o.start < cue.start for o in others):
            return True
        return is_undone(self.text, sentence, cue.start, cue.end)


@lru_cache(maxsize=4)
def read_cues(text: str) -> CueReader:
    """The cues of a text, one reader for all who ask."""
    return CueReader(text)


def _is_somebody(cue: Cue, others: list[Cue]) -> bool:
    """Whether a case is told by words that touch a cue: "tiga ASN yang" are not anybody."""
    return any(o.kind == "case" and o.start < cue.end and cue.start < o.end for o in others)


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
