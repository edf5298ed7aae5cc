"""What speaks for the status of a conduct: named features, read off the cues around it and the article as a whole.

`clause.ruled` is a word of ruling in the conduct's own clause, `before.` and `after.` one elsewhere in its sentence,
`prev.` and `next.` one in the neighbouring sentence of the same paragraph, `above.` and `below.` across a paragraph's
edge, `back.` one in the nearest earlier sentence that says anything decided. `nearest.` is the last strong cue before
the conduct's end; `first.` what the sentence says when its cues are ranked (`_rank`).
"""

import re
from collections.abc import Iterator

from nlp.conduct_cues import Cue, CueReader, read_cues
from nlp.modality import clause_start, wide_clause_start
from nlp.scenes import Scene, evidence_end, is_headline, is_question

LEAD = 3
# How many sentences back the nearest word on status is looked for.
BACK = 4
DECISIVE = frozenset({"ruled", "weak", "pledge", "charged", "alleged", "case", "proven"})
STRONG = frozenset({"ruled", "pledge", "charged", "proven"})
# What the article's opening leaves to judge where a sentence says little itself.
LEFT_OPEN = frozenset({"silent", "case", "alleged", "weak"})
# Within so many characters a cue stands directly before a conduct.
DIRECT = 14
BECAUSE = re.compile(r"(?i)\b(?:karena|lantaran|akibat|gara-gara|sebab|atas|terkait|usai|setelah|berupa|dengan)\b")
CONTRAST = re.compile(r"(?i)[,;][ \u00a0](?:sedangkan|sementara|adapun|namun|tetapi)\b")
# An item of a list: "1. ...", "- ...", "a) ...".
# What goes on with a list of things forbidden, told in sentences of their own.
EXAMPLE = re.compile(
    r"(?i)[ \t]*(?:seperti|misalnya|contohnya|(?:di ?)?antaranya|antara lain|di antara(?:nya)?|yakni|yaitu|berupa)\b"
)
GOES_ON = re.compile(r"(?i)[ \t]*(?:serta|juga|termasuk|kemudian|lalu|selanjutnya|terakhir),?[ \u00a0](?:me|ber)\w{3}")
ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[a-z][.)]|[-•*–])[ \u00a0]")


class Case:
    """An article as the background of what it tells: its headline, its opening, and what its sentences say."""

    def __init__(self, text: str, title: str, scenes: list[Scene]) -> None:
        self.text = text
        self.title = title
        self.scenes = scenes
        self.cues = read_cues(text)
        self.index = {scene.start: index for index, scene in enumerate(scenes)}
        self.lists = ruled_lists(self.cues, scenes) | ruled_examples(self.cues, scenes)
        self.opening = self._opening()

    def features(self, scene: Scene, start: int, end: int, kind: str = "") -> frozenset[str]:
        """The names of all features of the conduct between two offsets; `kind` is its type, where it counts too."""
        told = frozenset(self._inside(scene, start, end)) | frozenset(self._near(scene))
        return told | {f"type.{kind}"} if kind else told

    def asks(self, scene: Scene) -> bool:
        """Whether a sentence is a question."""
        return is_question(self.text, scene)

    def _opening(self) -> str:
        """What headline and first sentences are about: a decided case, an open one, a rule, or none of them."""
        told = {cue.kind for cue in read_cues(self.title).between(0, len(self.title))}
        told |= {cue.kind for scene in self.scenes[:LEAD] for cue in self.cues.of(scene)}
        return next((kind for kind in ("proven", "charged", "ruled") if kind in told), "none")

    def _inside(self, scene: Scene, start: int, end: int) -> Iterator[str]:
        """What the sentence itself tells, by place: in the conduct's clause, before it, behind it."""
        text = self.text
        left = clause_start(text, scene.start, start)
        right = max(end, evidence_end(text, scene, start, end))
        told = self.cues.of(scene)
        cues = tuple(cue for cue in told if not self._is_of_others(cue, start, end))
        opening = "charged" if self.opening == "proven" and len(cues) < len(told) else self.opening
        for cue in cues:
            place = "before" if cue.start < left else "clause" if cue.start < right else "after"
            yield f"{place}.{cue.kind}"
        strong = [cue for cue in cues if cue.start < end and cue.kind in STRONG]
        if strong:
            yield f"nearest.{strong[-1].kind}"
        yield from self._joined([cue for cue in strong if cue.end <= start], start)
        wide = wide_clause_start(text, scene.start, start)
        first = "list" if scene.start in self.lists else _rank(cues, start, end, (wide, left, right))
        yield f"first.{first}"
        yield f"opening.{opening}"
        if first in LEFT_OPEN:
            yield f"{first}.in.{opening}"
        if is_headline(text, self.title, scene):
            yield "headline"
        if is_question(text, scene):
            yield "question"

    def _is_of_others(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a word of proof is about somebody else: "..., sedangkan seorang lurah terbukti ..."."""
        if cue.kind != "proven":
            return False
        return CONTRAST.search(self.text, min(cue.end, end), max(cue.start, start)) is not None

    def _joined(self, before: list[Cue], start: int) -> Iterator[str]:
        """How the last strong cue before a conduct is joined to it: "terbukti mengunggah", "disanksi karena ..."."""
        if not before:
            return
        cue = before[-1]
        if start - cue.end <= DIRECT:
            yield f"direct.{cue.kind}"
        elif BECAUSE.search(self.text, cue.end, start):
            yield f"because.{cue.kind}"

    def _near(self, scene: Scene) -> Iterator[str]:
        """What the sentences around tell: the one before, the one behind, and the nearest that speaks on status."""
        index = self.index[scene.start]
        here = {cue.kind for cue in self.cues.of(scene)}
        if not here & DECISIVE:
            yield "silent"
        elif not here & STRONG:
            yield "quiet"
        if index:
            before = self.scenes[index - 1]
            join = "prev" if before.start >= scene.paragraph_start else "above"
            yield from (f"{join}.{cue.kind}" for cue in self.cues.of(before))
        if index + 1 < len(self.scenes):
            behind = self.scenes[index + 1]
            join = "next" if behind.start < scene.paragraph_end else "below"
            yield from (f"{join}.{cue.kind}" for cue in self.cues.of(behind))
        for other in reversed(self.scenes[max(0, index - BACK) : index]):
            kinds = {cue.kind for cue in self.cues.of(other)} & STRONG
            if kinds:
                yield from (f"back.{kind}" for kind in kinds)
                return


def ruled_lists(cues: CueReader, scenes: list[Scene]) -> frozenset[int]:
    """Where the items of lists begin whose lead forbids them ("hal yang tidak boleh dilakukan:")."""
    text = cues.text
    ruled: set[int] = set()
    is_ruled = False
    for scene in scenes:
        if ITEM.match(text, scene.start) or (is_ruled and ITEM.match(text, scene.paragraph_start)):
            if is_ruled:
                ruled.add(scene.start)
        else:
            lead = text[scene.start : scene.end].rstrip()
            is_lead = lead.endswith((":", "?")) or "berikut" in lead.lower()
            is_ruled = is_lead and any(cue.kind in {"ruled", "weak"} for cue in cues.of(scene))
    return frozenset(ruled)


def ruled_examples(cues: CueReader, scenes: list[Scene]) -> frozenset[int]:
    """Where sentences begin that go on with what the one before forbids: "Seperti, ...", "Serta melakukan ..."."""
    text = cues.text
    ruled: set[int] = set()
    is_rule = is_example = False
    for scene in scenes:
        if (is_rule and EXAMPLE.match(text, scene.start)) or (is_example and GOES_ON.match(text, scene.start)):
            ruled.add(scene.start)
            is_example = True
            continue
        kinds = {cue.kind for cue in cues.of(scene)}
        is_rule = "ruled" in kinds and not kinds & {"charged", "proven"}
        is_example = False
    return frozenset(ruled)


def _rank(cues: tuple[Cue, ...], start: int, end: int, clause: tuple[int, int, int]) -> str:
    """What a sentence says of the conduct between `start` and `end`, the stronger words first.

    `clause` is where its clause begins in the wide sense, in the narrow one, and where it ends.
    """
    wide, left, right = clause

    def last(kinds: set[str], low: int, high: int) -> int:
        return max((cue.start for cue in cues if cue.kind in kinds and low <= cue.start < high), default=-1)

    whole = (0, 1 + max((cue.start for cue in cues), default=0))
    if last({"denied"}, left, start) >= 0 or last({"absent"}, wide, end) >= 0:
        return "absent"
    if last({"permitted"}, left, end) >= 0:
        return "permitted"
    if last({"unreal"}, 0, start) > last({"case"}, 0, start):
        return "supposed"
    ruled, weak = last({"ruled"}, 0, right), last({"weak"}, 0, right)
    charged, proven = last({"charged"}, 0, start), last({"proven"}, *whole)
    if ruled >= 0 and ruled > charged and not (proven >= 0 and ruled < left):
        return "ruled"
    if last({"supposed", "anybody"}, 0, end) >= 0 and charged < 0 and proven < 0:
        return "supposed"
    if proven >= 0:
        return "proven"
    if charged >= 0 and charged > weak:
        return "charged"
    if weak >= 0:
        return "weak" if charged < 0 else "weak_charged"
    behind = (
        ("ruled", end, "ruled_after"),
        ("charged", end, "charged_after"),
        ("alleged", 0, "alleged"),
        ("case", 0, "case"),
    )
    return next((said for kind, low, said in behind if last({kind}, low, whole[1]) >= 0), "silent")
