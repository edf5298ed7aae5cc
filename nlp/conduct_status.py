"""Whether a conduct is told as forbidden, alleged or proven.

The three must never be mixed. A recited rule names conduct without any case; an allegation stays one until the text
says "terbukti", or tells a ruling or a penalty for it; a supposition ("jika terbukti") proves nothing.
"""

from functools import cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start
from nlp.phrases import Phrase, compile_phrases, search_any
from nlp.scenes import Scene

PROHIBITED, ALLEGED, PROVEN = "prohibited", "alleged", "proven"
NEAR = 60


def read_status(text: str, scene: Scene, start: int, end: int) -> str | None:
    """prohibited, alleged or proven, for the conduct between two offsets; None where nothing tells."""
    ruled = _last("prohibited", text, scene.start, end)
    charged = _last("charged", text, scene.start, start)
    if ruled >= 0 and ruled >= charged and not (ruled < start - NEAR and _is_proven(text, scene.start, scene.end)):
        return PROHIBITED
    if is_proven(text, scene):
        return PROVEN
    if charged >= 0 or _last("alleged", text, scene.start, scene.end) >= 0:
        return ALLEGED
    if _last("prohibited", text, scene.previous, scene.start) >= 0 and not _is_case(text, scene):
        return PROHIBITED
    if _last("alleged", text, scene.previous, scene.start) >= 0 or _is_case(text, scene):
        return ALLEGED
    return None


def is_proven(text: str, scene: Scene) -> bool:
    """Whether the sentence, or its neighbour in the same case, tells a proof or a penalty."""
    if _is_proven(text, scene.start, scene.end):
        return True
    if _last("charged", text, scene.start, scene.end) >= 0:
        return False
    return _is_proven(text, max(scene.previous, scene.paragraph_start), scene.end) or (
        _is_proven(text, scene.end, min(scene.next_end, scene.paragraph_end))
    )


def _is_proven(text: str, start: int, end: int) -> bool:
    for phrase in _phrases("proven"):
        for found in phrase.pattern.finditer(text, start, end):
            left = clause_start(text, start, found.start())
            if search_any(_phrases("not_proven"), text, left, found.end()) is None:
                return True
    return False


def _is_case(text: str, scene: Scene) -> bool:
    return _last("case", text, scene.start, scene.end) >= 0


def _last(kind: str, text: str, start: int, end: int) -> int:
    last = -1
    for phrase in _phrases(kind):
        for found in phrase.pattern.finditer(text, start, end):
            last = max(last, found.start())
    return last


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    return compile_phrases(load_lexicon("violations")["status"][kind])
