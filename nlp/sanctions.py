"""Penalties: given, coming, asked for, or threatened.

The same words tell all four ("sanksi", "dicopot"). A supposition or a general subject makes a threat; a case that the
text knows, with a word of the past, makes a penalty given.
"""

import re
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.modality import clause_start, is_negated, is_supposed, stretch_start, told_as, wide_clause_start
from nlp.phrases import Phrase, compile_phrases, search_any
from nlp.scenes import Scene

COUNTED = re.compile(r"(?i)\b\d{1,4} (?:orang|asn|pns|pppk|guru|pegawai|pejabat|lurah|camat|staf|kepala)\b")
CLAUSE_STOP = re.compile(r"[;:!?\n—–\"“”]|\. ")
CONDITION_REACH = 50
IMPOSED, WARNING = "sanction_imposed", "sanction_warning"


def read_sanction(text: str, scene: Scene, kind: str, start: int, end: int) -> tuple[str, str] | None:
    """Type and status of a penalty told between two offsets, or None where it is none."""
    left = clause_start(text, scene.start, start)
    wide = wide_clause_start(text, scene.start, start)
    stretch = stretch_start(text, scene.start, start)
    if _has("avoided", text, stretch, end):
        return WARNING, "taken"
    if is_negated(text, scene.start, start) and not _has("unsparing", text, stretch, end):
        return None
    if kind == IMPOSED and _has("awaited", text, scene.start, scene.end):
        return IMPOSED, "planned"
    if _has("advised", text, stretch, start) or _has("undone", text, start, min(scene.end, end + 30)):
        return None
    supposed = is_supposed(text, scene.start, start) or _is_conditional(text, scene, end)
    if told_as("call", text, wide, start) >= 0 and not _has("threat", text, wide, end):
        return IMPOSED, "called_for"
    is_known = _has("known", text, wide, end) or COUNTED.search(text, wide, end) is not None
    is_told = _has("done", text, left, end)
    is_done = is_told or _has("given", text, left, end)
    if supposed or _has("threat", text, wide, end):
        if is_known and not supposed and _has("coming", text, left, end):
            return IMPOSED, "planned"
        if told_as("possible", text, left, start) >= 0:
            is_done = is_told
        return (IMPOSED, "taken") if is_done and is_known and not supposed and kind == IMPOSED else (WARNING, "taken")
    if kind == WARNING:
        return (IMPOSED, "taken") if is_known and is_done else (WARNING, "taken")
    if is_done or is_known:
        return IMPOSED, "taken"
    return None


def _is_conditional(text: str, scene: Scene, end: int) -> bool:
    """Whether a supposition follows the penalty in its clause: "dijatuhi hukuman apabila melanggar"."""
    stop = CLAUSE_STOP.search(text, end, min(scene.end, end + CONDITION_REACH))
    return told_as("condition", text, end, stop.start() if stop else min(scene.end, end + CONDITION_REACH)) >= 0


def _has(kind: str, text: str, start: int, end: int) -> bool:
    return search_any(_phrases(kind), text, start, end) is not None


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    return compile_phrases(load_lexicon("sanctions")[kind])
