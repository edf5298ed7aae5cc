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

COUNTED = re.compile(
    r"(?i)\b(?:\d{1,4}|\w{3,9} \(\d{1,4}\)) "
    r"(?:orang|asn|pns|pppk|guru|pegawai|aparatur|pejabat|lurah|camat|staf|kepala)\b"
)
# A penalty by its noun alone ("pembebasan dari jabatan"), as rules list it.
NOUN = re.compile(r"(?i)pe(?:m|n|ng)\w{3,20}an\b")
# A penalty told as given: "akhirnya dihukum", "sanksi yang telah dijatuhkan".
TOLD = re.compile(r"(?i)\b(?:sudah|telah|akhirnya|resmi)[ \u00a0]di[a-z]{4}")
# Directly before a penalty: it is itself supposed, no breach ("jika harus ada sanksi").
IF_ANY = re.compile(
    r"(?i)\b(?:jika|kalau|bila|apabila)(?:[ \u00a0](?:harus|memang|nanti|nantinya|ada|adanya|akan)){0,3}[ \u00a0]$"
)
IF_REACH = 40
# Before a penalty: somebody hopes that another can give it.
HOPED = re.compile(
    r"(?i)\b(?:diharapkan|berharap|harap|mengharapkan|meminta|minta|mendesak)\b"
    r"[^.;!?\n]{1,60}\b(?:dapat|bisa|segera)[ \u00a0]$"
)
HOPED_REACH = 90
# The giving of a penalty by its noun ("pemberian sanksi bagi ASN"): neither given nor threatened without one of these.
GIVING = re.compile(r"(?i)(?:pemberian|penjatuhan)\b")
MODAL = re.compile(
    r"(?i)\b(?:akan|bakal|bisa|dapat|siap|jika|bila|kalau|apabila|segera|ancaman|terancam|mulai|sudah|telah|resmi|"
    r"meminta|mendesak|mendorong|mendukung|merekomendasikan|rekomendasi)\b"
)
WHETHER = re.compile(r"(?i)\bapakah\b")
WORD = re.compile(r"(?i)sanksi|hukuman|teguran")
# A court's penalty, no employer's.
CRIMINAL = re.compile(r"(?i)\b(?:pidana|penjara|kurungan|denda|bui)\b")
CRIMINAL_REACH = 30
BEFORE_REACH = 10
# How many got it.
FEW = "dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
SOME = rf"(?:\d{{1,4}}|{FEW}|belasan|puluhan|\w{{3,9}}[ \u00a0](?:belas|puluh))"
# Directly before a penalty: whoever asks for it hands the case on; several got it ("tujuh ASN yang dijatuhi").
PURPOSE = re.compile(r"(?i)\b(?:agar|supaya|untuk)[ \u00a0]$")
COUNTED_WHO = re.compile(
    rf"(?i)\b{SOME}[ \u00a0](?:orang[ \u00a0])?(?:asn|pns|pppk|guru|pegawai|pejabat|orang)[ \u00a0]yang[ \u00a0]$"
)
WHO_REACH = 48
# Behind a penalty: its case is one that the text knows.
POINTED = re.compile(r"(?i)[ \u00a0](?:tersebut|tadi|dimaksud)\b")
# Behind a penalty: who gets it is somebody in particular: "teguran tertulis kepada lima guru", "sanksi terhadap NS";
# not staff as such ("kepada Aparatur Sipil Negara").
TO_SOMEBODY = re.compile(
    r"(?:[ \u00a0][a-z]{1,14}){0,3}[ \u00a0](?:kepada|terhadap|bagi)[ \u00a0]"
    rf"(?:(?:ke)?(?!(?:19|20)\d\d\b){SOME}\b|seorang\b|salah[ \u00a0]satu\b|sejumlah\b|beberapa\b|"
    r"(?!RT|RW|TU)[A-Z]{2}\b|"
    r"(?:Kepala|Sekretaris|Sekda|Camat|Lurah|Kadis|Kabid|Kabag|Kasi)(?:[ \u00a0][A-Z]\w+){2,6}|"
    r"(?:camat|lurah|guru|bidan|kepala|kadis|sekretaris|pegawai|pejabat)(?:[ \u00a0]\w{1,14}){0,3}"
    r"[ \u00a0](?:itu|tersebut|dimaksud)\b)"
)
CLAUSE_STOP = re.compile(r"[;:!?\n—–\"“”]|\. ")
CONDITION_REACH = NOUN_REACH = 50
# Behind a penalty, so far: whom it threatens ("sanksi bagi | ASN yang").
THREAT_REACH = 14
PROVIDED_REACH = 40
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
    if _has("deciding", text, stretch, end) and not _has("done", text, left, start):
        return None
    if _has("escaped", text, stretch, end) or IF_ANY.search(text, max(scene.start, start - IF_REACH), start):
        return None
    if kind == IMPOSED and _has("awaited", text, scene.start, scene.end):
        return IMPOSED, "planned"
    if _has("awaited_for", text, scene.start, scene.end) and _has(
        "pointed", text, wide, min(scene.end, end + NOUN_REACH)
    ):
        return IMPOSED, "planned"
    is_provided = _has("provided", text, start, min(scene.end, end + PROVIDED_REACH))
    if is_provided and not _has("done", text, left, end):
        return WARNING, "taken"
    is_advised = _has("advised", text, stretch, start) and not (
        _has("done", text, left, start) or TOLD.search(text, start, end)
    )
    is_purpose = text[start : start + 2].lower() == "di" and PURPOSE.search(text, max(scene.start, start - 10), start)
    if is_purpose and not _is_asked(text, wide, start):
        return None
    if COUNTED_WHO.search(text, max(scene.start, start - WHO_REACH), start) and not _has("threat", text, start, end):
        return IMPOSED, "taken"
    is_threat = kind == WARNING and _has("coming", text, start, end) and not WHETHER.search(text, stretch, start)
    is_advised = is_advised and not is_threat
    if is_advised or _has("undone", text, start, min(scene.end, end + 30)):
        return None
    threat_end = min(scene.end, end + THREAT_REACH)
    if (
        GIVING.match(text, start)
        and MODAL.search(text, wide, threat_end) is None
        and not _has("given", text, left, start)
    ):
        return None
    supposed = is_supposed(text, scene.start, start) or _is_conditional(text, scene, end)
    is_criminal = CRIMINAL.search(text, start, min(scene.end, end + CRIMINAL_REACH)) is not None
    if is_criminal and _is_asked(text, wide, start):
        return None
    if _is_asked(text, wide, start) and HOPED.search(text, max(scene.start, start - HOPED_REACH), start):
        return IMPOSED, "called_for"
    if _is_asked(text, wide, start) and not _has("threat", text, wide, end):
        return IMPOSED, "called_for"
    is_known = _is_known(text, wide, end) or TOLD.search(text, max(scene.start, start - BEFORE_REACH), end) is not None
    is_known = is_known or TO_SOMEBODY.match(text, end, scene.end) is not None
    is_told = _has("done", text, left, end)
    is_done = is_told or _has("given", text, left, end)
    if supposed or _has("threat", text, wide, threat_end):
        if is_known and not supposed and _has("coming", text, left, end):
            return IMPOSED, "planned"
        if told_as("possible", text, left, start) >= 0:
            is_done = is_told
        return (IMPOSED, "taken") if is_done and is_known and not supposed and kind == IMPOSED else (WARNING, "taken")
    if is_criminal and (kind == IMPOSED or is_known or is_done):
        return None
    if kind == WARNING:
        return (IMPOSED, "taken") if is_known and is_done else (WARNING, "taken")
    if _has("anybody", text, scene.start, start) and not is_told and not is_known:
        return WARNING, "taken"
    behind = min(scene.end, end + NOUN_REACH)
    if is_done or (is_known and (not NOUN.match(text, start) or _has("given", text, end, behind))):
        return IMPOSED, "taken"
    return None


def _is_asked(text: str, start: int, at: int) -> bool:
    """Whether somebody asks for a penalty; not where the one who gets it asked for something ("yang mengajak")."""
    call = told_as("call", text, start, at)
    return call >= 0 and not text.endswith((" yang ", "\u00a0yang "), max(0, call - 6), call)


def is_bare(text: str, scene: Scene, start: int, end: int) -> bool:
    """Whether nothing beside the word for a penalty makes a threat of it: no supposition, nothing to come."""
    if WORD.search(text, start, end) is None or is_supposed(text, scene.start, start):
        return False
    if _is_conditional(text, scene, end):
        return False
    wide = wide_clause_start(text, scene.start, start)
    return not _has("threat", text, wide, min(scene.end, end + THREAT_REACH))


def _is_known(text: str, start: int, end: int) -> bool:
    """Whether the clause up to a penalty, or the word behind it, points at a case that the text knows."""
    counted = COUNTED.search(text, start, end) is not None
    if not counted and _has("anybody", text, start, end) and not _has("done", text, start, end):
        return False
    return _has("known", text, start, end) or counted or POINTED.match(text, end) is not None


def _is_conditional(text: str, scene: Scene, end: int) -> bool:
    """Whether a supposition follows the penalty in its clause: "dijatuhi hukuman apabila melanggar"."""
    stop = CLAUSE_STOP.search(text, end, min(scene.end, end + CONDITION_REACH))
    return told_as("condition", text, end, stop.start() if stop else min(scene.end, end + CONDITION_REACH)) >= 0


def _has(kind: str, text: str, start: int, end: int) -> bool:
    return search_any(_phrases(kind), text, start, end) is not None


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    return compile_phrases(load_lexicon("sanctions")[kind])
