"""Whether a conduct is told as forbidden, alleged or proven.

The three must never be mixed. A recited rule names conduct without any case; an allegation stays one until the text
says "terbukti", or tells a ruling or a penalty for it; a supposition ("jika terbukti") proves nothing.
"""

import re
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start
from nlp.phrases import Phrase, compile_phrases, search_any
from nlp.scenes import Scene, evidence_end

PROHIBITED, ALLEGED, PROVEN = "prohibited", "alleged", "proven"
LEAD = 3
# An item of a list: "1. ...", "- ...", "a) ...".
ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[a-z][.)]|[-•*–])[ \u00a0]")


class Case:
    """What an article is about, by its headline and opening: a decided case, an open one, or none (`default`)."""

    def __init__(self, text: str, title: str, scenes: list[Scene]) -> None:
        self.text = text
        self.starts = {scene.start: index for index, scene in enumerate(scenes)}
        self.scenes = scenes
        self.lists = ruled_lists(text, scenes)
        spans = [(text, scene.start, scene.end) for scene in scenes[:LEAD]] + [(title, 0, len(title))]
        is_open = any(_last(kind, *span) >= 0 for kind in ("charged", "alleged") for span in spans)
        is_decided = any(_is_proven(*span) for span in spans)
        self.default = PROVEN if is_decided else ALLEGED if is_open else PROHIBITED

    def read_status(self, scene: Scene, start: int, end: int) -> str | None:
        """prohibited, alleged or proven, for the conduct between two offsets; None where it is denied.

        The wording of the law ("tindakan yang menguntungkan") tells what is forbidden, not what somebody did.
        """
        status = self._read(scene, start, end)
        if status == PROHIBITED or search_any(_phrases("statutory"), self.text, start, end) is None:
            return status
        return None

    def _read(self, scene: Scene, start: int, end: int) -> str | None:
        text = self.text
        if scene.start in self.lists:
            return PROHIBITED
        left = clause_start(text, scene.start, start)
        if _last("denied", text, left, start) >= 0:
            return None
        ruled = _last("prohibited", text, scene.start, max(end, evidence_end(text, scene, start, end)))
        charged = _last("charged", text, scene.start, start)
        proven = is_proven(text, scene)
        if ruled >= 0 and ruled > charged and not (proven and ruled < left):
            return PROHIBITED
        if _last("supposed", text, scene.start, end) >= 0 and charged < 0 and not proven:
            return PROHIBITED
        if proven:
            return PROVEN
        if charged >= 0:
            return ALLEGED
        if _last("prohibited_after", text, end, scene.end) >= 0 and not _is_case(text, scene):
            return PROHIBITED
        if _is_case(text, scene) or _last("alleged", text, scene.start, scene.end) >= 0:
            # In a report of a decided case other staff may be told of who are only charged, in this sentence or before.
            near = max(scene.previous, scene.paragraph_start)
            return PROVEN if self.default == PROVEN and _last("charged", text, near, scene.end) < 0 else ALLEGED
        if _last("prohibited", text, scene.previous, scene.start) >= 0:
            return PROHIBITED
        if _last("charged", text, scene.previous, scene.start) >= 0:
            return ALLEGED
        return self.default


def is_proven(text: str, scene: Scene) -> bool:
    """Whether the sentence, or its neighbour in the same case, tells a proof or a penalty."""
    if _is_proven(text, scene.start, scene.end):
        return True
    if _last("charged", text, scene.start, scene.end) >= 0:
        return False
    return _is_proven(text, max(scene.previous, scene.paragraph_start), scene.end) or (
        _is_proven(text, scene.end, min(scene.next_end, scene.paragraph_end))
    )


def is_counted(text: str, scene: Scene) -> bool:
    """Whether the sentence tells that staff are handled, without saying what they did."""
    return search_any(_phrases("counted"), text, scene.start, scene.end) is not None


def ruled_lists(text: str, scenes: list[Scene]) -> frozenset[int]:
    """Where the items of lists begin whose lead forbids them ("hal yang tidak boleh dilakukan:")."""
    ruled: set[int] = set()
    is_ruled = False
    for scene in scenes:
        if ITEM.match(text, scene.start) or (is_ruled and ITEM.match(text, scene.paragraph_start)):
            if is_ruled:
                ruled.add(scene.start)
        else:
            is_lead = text[scene.start : scene.end].rstrip().endswith(":")
            is_ruled = is_lead and _last("prohibited", text, scene.start, scene.end) >= 0
    return frozenset(ruled)


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
