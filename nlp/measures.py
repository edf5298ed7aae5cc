"""What is done, or is to be done, about neutrality: types, status and actors as the domain page fixes them.

Each type has its telling phrases (`nlp.measure_rules`). The small words of the clause give the status, the sentence
gives the actor. One item per type, status and actor; the first one told stands for it. What sentences tell clearly and
what they may tell is then weighed over the article as a whole (`nlp.measure_choice`).

An item's `rule` has one of these families: the type with `tell` (a strong phrase), `must` and `rule` (a duty voiced, a
rule recited), `plea` (an order in a quotation that names no duty), or, across types, `title` (told in the headline
alone), `reference` (a measure only referred to).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from spacy.language import Language
from spacy.tokens import Doc

from nlp.act_choice import ArticleWords
from nlp.act_words import MEASURE_STATUSES, WordReader, read_words
from nlp.actors import Cast
from nlp.bodies import Body
from nlp.conduct_status import ruled_lists
from nlp.lexicons import load_lexicon
from nlp.measure_actors import DECIDERS, VOICED, decider_calling, find_actor, is_silent, supervisor_warning
from nlp.measure_choice import TYPES, Candidate, Choice, Told, choose
from nlp.measure_rules import Found, find_acts
from nlp.measure_scope import is_on_leave, is_on_other_matters, is_on_rivals, is_subheading, is_wished
from nlp.measure_words import STRENGTH, status_by_words, weigh_measures
from nlp.modality import is_called_off, is_disclaimed, is_negated, is_possible, is_pressed, is_role, status_of, told_as
from nlp.phrases import Phrase, compile_phrases, search_any
from nlp.primary import choose_primary
from nlp.records import Measure
from nlp.sanctions import is_bare, read_sanction
from nlp.scenes import (
    Scene,
    evidence_end,
    is_about_others,
    is_headline,
    is_question,
    read_scenes,
    words,
)
from nlp.subject import is_about_neutrality, is_on_subject

SANCTIONS = frozenset({"sanction_imposed", "sanction_warning"})
PLEDGES = frozenset({"pledge", "integrity_pact"})
# Families that count only where nothing better is told.
WEAK = frozenset({"title", "reference", "rule", "plea"})
# Done together with police and prosecutors, whom the sentence may name alone.
WITH_OTHERS = frozenset({"coordination", "prosecution"})
# Whose words in a quotation are an appeal to staff, also where the words name no staff.
APPEALING = frozenset({"government", "agency", "district", "supervisor", "nation"})
# Told of a case: there a rule recited explains the case and reminds nobody.
OF_CASES = frozenset({"investigation", "referral", "sanction_imposed", "prosecution"})
# What somebody else is to do with a case handed on.
DEALT_WITH = frozenset({"investigation", "sanction_imposed"})
# Behind a phrase: it refers to a measure told before.
REFERENCE = re.compile(r"(?i)(?:nya)?[ \u00a0](?:itu|tersebut|tadi|dimaksud)\b")
# The same for what is held or written, which the text has in hand: "sosialisasi ini".
THIS = re.compile(r"(?i)(?:nya)?[ \u00a0]ini\b")
HELD = frozenset({"outreach", "circular", "pledge", "integrity_pact"})
# What a sentence begins with that goes on about persons just told of.
ANAPHOR = re.compile(
    r"(?i)(?:keduanya|ketiganya|keempatnya|kelimanya|mereka|yang bersangkutan|kasus (?:itu|tersebut))\b"
)
# Phrases that tell of staff only that they come together; so near a pledge that is its assembly.
GATHERED = re.compile(r"kumpul|apel\b")
NEAR_PLEDGE, FAR = 300, 2000
# The public asked to report: the channel is there.
REPORT = re.compile(r"(?i)(?:me|di)?lapor|(?:meng|di)?adu")
# What a verb form begins with.
ACTIVE, PASSIVE = re.compile(r"(?i)me[a-z]{4}"), re.compile(r"di[a-z]{4}")
# Somebody does leave: one named or counted hands in the paper.
HANDED_IN = re.compile(
    r"(?i)(?<!yang )(?<!agar )(?<!harus )(?<!wajib )\b(?:mengajukan|menyerahkan|memasukkan|menyampaikan)[ \u00a0]"
    r"(?:surat[ \u00a0]|permohonan[ \u00a0])*(?:pengunduran|cuti|pensiun)"
)
# Somebody has to leave, or will: "wajib mengundurkan diri"; without one of these somebody does.
OBLIGED = re.compile(
    r"(?i)\b(?:(?:di)?wajib(?:kan)?|mewajibkan|(?:di)?harus(?:kan)?|mesti|perlu|(?:di|me)?minta|(?:di)?silakan|silahkan|"
    r"(?:di|men)desak|boleh|dapat|bisa|akan|bakal|siap|bersedia|ingin|hendak|mau|berencana|segera|jika|bila|kalau|apabila|"
    r"asal(?:kan)?|sejak|agar|supaya|setiap|bagi|sebelum|dulu|jangan|hanya|cukup|"
    r"yang[ \u00a0](?:maju|mencalonkan|menjadi))\b"
)
# Directly before a recommendation: it was given.
AT_HAND = re.compile(
    r"(?i)\b(?:menganulir|(?:di|men)jalankan|(?:di|men)indaklanjuti|melaksanakan|mematuhi|mengeksekusi|menolak|membatalkan|"
    r"mempelajari|menanggapi|mengabaikan)[ \u00a0](?:[\w-]{1,20}[ \u00a0]){0,2}$"
)
# Behind a pledge or pact: it is there, and is to be used.
PASSED_ON = re.compile(
    r"(?i)(?:[ \u00a0][\w-]{1,20}){0,4}[ \u00a0](?:akan|bakal|segera)[ \u00a0]"
    r"(?:disosialisasikan|disampaikan|disebar\w*|menjadi|dijadikan|dipasang|dibagikan|ditindaklanjuti|berlaku|disimpan)\b"
)
# What a sentence begins with that spells out the one before.
LISTING = re.compile(r"(?i)(?:yakni|yaitu|antara lain|di antaranya|diantaranya)\b")
# A verb with its object: the object is what was told before, not the act.
VERB = re.compile(r"(?i)(?!melalui|menurut|terhadap|terkait|berupa)(?:me|di|ber|ter)\w{3,20} ")
# Directly before a reminder: it is only to be voiced.
TO_COME = re.compile(r"(?i)\b(?:akan|bakal|guna|hendak)[ \u00a0](?:terus[ \u00a0]|kembali[ \u00a0]|selalu[ \u00a0])?$")
BEFORE_REACH = 24
WORD_MARKS = re.compile(r"[ |]")
# A recommendation by its noun alone: it is there, whatever is asked for about it.
GIVEN = re.compile(r"(?i)\brekomendasi(?:nya)?\b")
# Within a phrase with a gap: "dia menyebut belum ada pegawai yang diperiksa".
NOBODY = re.compile(
    r"(?i)\b(?:belum|tidak|tak)[ \u00a0](?:pernah[ \u00a0])?ada[ \u00a0](?:[\w-]{1,20}[ \u00a0]){1,4}yang\b"
)
LAST_WORD = re.compile(r"\w{1,40}$")
# A measure only where a body does it: what a party or a scholar says or does alone is none.
SPOKEN_FOR = VOICED | {"monitoring", "outreach"}
# A paragraph may be as long as the text: so far from a reminder it may name whom it is for.
PARAGRAPH_REACH = 4_000
Key = tuple[str, str, str | None]


@Language.component("measures")
def mark(doc: Doc) -> Doc:
    """Set `doc._.measures`; empty where the article is of no relevance."""
    doc._.measures = [] if doc._.relevance == "none" else find_measures(doc)
    return doc


def find_measures(doc: Doc) -> list[Measure]:
    """Every measure the article tells, in reading order."""
    return choose(find_candidates(doc))


def find_candidates(doc: Doc) -> list[Candidate]:
    """Every measure that the article may tell, by type and status, with what speaks for it."""
    told = list(_read_acts(doc))
    first = _clear([one.measure for one, is_clear in told if is_clear])
    words = ArticleWords(read_words(doc), read_scenes(doc), doc._.article.title or "", TYPES, MEASURE_STATUSES)
    return Choice(words, doc._.relevance).candidates(first, [one for one, _ in told])


def read_by_rules(doc: Doc) -> list[Measure]:
    """The first reading, sentence by sentence: what phrases and words tell clearly."""
    return _clear([one.measure for one, is_clear in _read_acts(doc) if is_clear])


def _clear(told: Sequence[Measure]) -> list[Measure]:
    """Of the measures that sentences tell those to keep, one for each type, status and actor."""
    strong: dict[Key, Measure] = {}
    weak: dict[Key, Measure] = {}
    for measure in told:
        measures = weak if measure.rule.partition(":")[0].rpartition(".")[2] in WEAK else strong
        measures.setdefault((measure.type, measure.status, measure.actor), measure)
    return _merge(strong, weak)


def _read_acts(doc: Doc) -> Iterator[tuple[Told, bool]]:
    """The measures that sentences may tell, in reading order, and which of them they tell clearly."""
    text: str = doc._.article.text
    title = doc._.article.title or ""
    primary = choose_primary(doc)
    scenes = read_scenes(doc)
    cast = Cast(doc, primary[0] if primary and primary[0] != "00" else None)
    case_lists = ruled_lists(text, scenes)
    acts = find_acts(text, [(scene.start, scene.end) for scene in scenes])
    reader = read_words(doc)
    for scene in scenes:
        if scene.start in case_lists or is_question(text, scene):
            continue
        is_on_subject = is_about_neutrality(doc, scene) or _goes_on(text, scene)
        told = list(weigh_measures(reader, scene, acts, is_on_subject))
        if not told or is_on_other_matters(text, scene):
            continue
        is_others = is_about_others(text, scene)
        is_title = is_headline(text, title, scene) or is_subheading(text, scene)
        clear = [found for found, is_clear in told if is_clear]
        handed_on = min((found.end for found in clear if found.type == "referral"), default=scene.end)
        letter = min((found.start for found in clear if found.type == "circular"), default=scene.end)
        for found, is_clear in told:
            if found.type == "reminder" and found.start > letter:
                continue
            if found.type in DEALT_WITH and found.start > handed_on and is_wished(text, found):
                continue
            if is_others and not (doc._.relevance == "core" and found.type in WITH_OTHERS):
                continue
            strength = "title" if is_title else _strength(text, found)
            measure = _weigh_status(cast, scene, found, strength, reader)
            if measure is not None:
                as_status = partial(_as_status, cast, scene, found, strength, measure)
                yield Told(scene, measure, is_on_subject, as_status), is_clear


def _goes_on(text: str, scene: Scene) -> bool:
    """Whether a sentence goes on about the persons of the one before, and that is on the subject."""
    return ANAPHOR.match(text, scene.start) is not None and is_on_subject(text, scene.previous, scene.end)


def _strength(text: str, found: Found) -> str:
    """The family's second half: how the phrase tells the act."""
    if found.strength == STRENGTH:
        return STRENGTH
    is_pointed = REFERENCE.match(text, found.end) or (found.type in HELD and THIS.match(text, found.end))
    if found.strength == "weak" or (is_pointed and not VERB.match(text, found.start, found.end)):
        return "reference"
    return found.strength if found.strength in {"must", "rule", "plea"} else "tell"


def _merge(strong: Mapping[Key, Measure], weak: Mapping[Key, Measure]) -> list[Measure]:
    """The measures to keep: references only where nothing better is told, one without actor only where none has."""
    told = {measure.type for measure in strong.values()}
    kept = list(strong.values())
    if ("sanction_imposed", "taken") in {(measure.type, measure.status) for measure in kept}:
        weak = {key: measure for key, measure in weak.items() if measure.type != "sanction_warning"}
    for measure in weak.values():
        is_recited = measure.rule.startswith(("reminder.rule", "reminder.plea")) and told & OF_CASES
        if measure.type not in told and not is_recited:
            kept.append(measure)
            told.add(measure.type)
    pledges = [measure for measure in kept if measure.type == "pledge" and measure.status == "taken"]
    kept = [measure for measure in kept if not _is_assembly_of(measure, pledges)]
    imposed = [measure for measure in kept if (measure.type, measure.status) == ("sanction_imposed", "taken")]
    kept = [measure for measure in kept if measure.type != "sanction_warning" or not _touches(measure, imposed)]
    named = {(measure.type, measure.status) for measure in kept if measure.actor}
    kept = [measure for measure in kept if measure.actor or (measure.type, measure.status) not in named]
    return sorted(kept, key=lambda measure: measure.start)


def _is_assembly_of(measure: Measure, pledges: Sequence[Measure]) -> bool:
    """Whether staff only gather for a pledge told near by: that is part of the pledge."""
    if measure.type != "outreach" or measure.status != "taken" or not GATHERED.search(measure.rule):
        return False
    near = FAR if "apel" in measure.rule else NEAR_PLEDGE
    return any(abs(measure.start - pledge.start) < near for pledge in pledges)


def _touches(measure: Measure, others: Sequence[Measure]) -> bool:
    """Whether the same words tell another measure."""
    return any(measure.start < other.end and other.start < measure.end for other in others)


def _weigh_status(cast: Cast, scene: Scene, found: Found, strength: str, reader: WordReader) -> Measure | None:
    """The measure; one that words alone tell has the status that they and the grammar tell. None where it is none."""
    measure = _complete(cast, scene, found, strength)
    if measure is None or found.strength != STRENGTH:
        return measure
    return _as_status(cast, scene, found, strength, measure, status_by_words(reader, scene, measure.status))


def _as_status(cast: Cast, scene: Scene, found: Found, strength: str, measure: Measure, status: str) -> Measure:
    """A measure with another status: another body may do what is only asked for."""
    if status == measure.status:
        return measure
    again = _complete(cast, scene, replace(found, status=status), strength)
    is_same = again is not None and (again.type, again.status) == (measure.type, status)
    return again if again is not None and is_same else replace(measure, status=status)


def _complete(cast: Cast, scene: Scene, found: Found, strength: str) -> Measure | None:
    """Add status and actor; None where the phrase is denied or is no measure after all."""
    text = cast.text
    kind, status = found.type, found.status
    if kind in SANCTIONS and status != "called_for":
        reading = read_sanction(text, scene, kind, found.start, found.end)
        if reading is None:
            return None
        kind, status = reading
        if kind == "sanction_warning" and strength == "tell" and is_bare(text, scene, found.start, found.end):
            strength = "reference"
    elif is_disclaimed(text, scene.start, found.start) or (kind not in VOICED and _is_denied(text, scene, found)):
        return None
    if kind != "reminder" and is_on_rivals(text, scene, found.start):
        return None
    if kind in {"investigation", "referral"} and is_on_leave(text, scene):
        return None
    if kind not in SANCTIONS and is_role(text, scene.start, found.start, found.end):
        return None
    if kind in VOICED:
        status = "planned" if kind == "reminder" and _is_to_come(text, scene, found) else "taken"
    status = status or status_of(text, scene.start, _told_from(text, found), found.end)
    if kind in PLEDGES and status == "planned" and PASSED_ON.match(text, found.end):
        status = "taken"
    if kind in OF_CASES and status == "taken" and is_possible(text, scene.start, found.start, found.end):
        status = "planned"
    if kind in PLEDGES and status == "called_for" and search_any(_pledging(), text, scene.start, found.end) is None:
        status = "taken"
    if kind == "referral" and status != "taken" and AT_HAND.search(text, scene.start, found.start):
        status = "taken"
    if status == "taken" and _lists_what_is_asked(text, scene):
        status = "called_for"
    if kind == "reporting_channel" and status == "called_for" and REPORT.match(text, found.start):
        status = "taken"
    if kind == "leave_or_resignation" and (status == "planned" or not _is_told_done(text, scene)):
        is_left = HANDED_IN.search(text, scene.start, found.end) or not OBLIGED.search(text, scene.start, scene.end)
        status = "taken" if status == "taken" and is_left else "called_for"
    if status == "called_for" and _is_done_anyway(text, scene, found):
        status = "taken"
    warner = supervisor_warning(cast, scene, found) if kind in SANCTIONS and status != "called_for" else None
    if warner is not None:
        kind, status = "reminder", status_of(text, scene.start, found.start, found.end)
    body = warner or find_actor(cast, scene, kind, status, found)
    if kind in SANCTIONS and status == "called_for":
        decider = decider_calling(cast, scene, found)
        doer = cast.doer(scene.sentence, found.start, found.end)
        is_asked = found.status is None and ACTIVE.match(text, found.start) is not None
        is_asked = is_asked and doer is not None and doer.body == body
        if decider is not None or (body is not None and body.short in DECIDERS and not is_asked):
            kind, status, body = "referral", "taken", decider or body
    if (
        kind == "reminder"
        and warner is None
        and not (_is_appeal(cast, found) if strength == "plea" else _is_to_staff(cast, scene, found, body))
    ):
        return None
    if kind in SPOKEN_FOR and is_silent(cast, scene, found):
        return None
    if kind == "circular" and body is not None and body.short in DECIDERS and _advises(text, scene):
        return None
    actor = body.name if body and body.name else None
    family = strength if strength in {"title", "reference"} else f"{kind}.{strength}"
    end = evidence_end(text, scene, found.start, found.end)
    return Measure(kind, status, actor, found.start, end, f"{family}: {found.source}")


def _told_from(text: str, found: Found) -> int:
    """Where the clause that tells the act begins: behind "yang" within "temuan yang diproses", else with the phrase."""
    last = LAST_WORD.search(text, found.start, found.end)
    which = text.rfind(" yang ", found.start, last.start()) if last is not None else -1
    return which + 6 if which >= 0 and PASSIVE.match(text, which + 6) else found.start


def _lists_what_is_asked(text: str, scene: Scene) -> bool:
    """Whether a sentence spells out what the one before asks for: "Camat diminta sigap. Yakni mengawasi ..."."""
    if LISTING.match(text, scene.start, scene.end) is None or told_as("done", text, scene.start, scene.end) >= 0:
        return False
    return told_as("call", text, scene.previous, scene.start) >= 0


def _is_told_done(text: str, scene: Scene) -> bool:
    return told_as("done", text, scene.start, scene.end) >= 0


def _is_denied(text: str, scene: Scene, found: Found) -> bool:
    """Whether a negation stands before the phrase, or within it before its last word: "laporan itu tidak diproses"."""
    if is_negated(text, scene.start, found.start) or is_called_off(text, found.end):
        return True
    if NOBODY.search(text, found.start, found.end):
        return True
    last = LAST_WORD.search(text, found.start, found.end)
    has_gap = ".." in found.source and not set(WORD_MARKS.split(found.source)) & {"tidak", "belum"}
    return has_gap and last is not None and is_negated(text, found.start, last.start())


def _is_done_anyway(text: str, scene: Scene, found: Found) -> bool:
    """Whether words of asking leave the act done: a court case that nobody presses for, a recommendation given."""
    if found.type == "prosecution":
        return not is_pressed(text, scene.start, found.start)
    return found.type == "referral" and _is_given(text, found)


def _is_given(text: str, found: Found) -> bool:
    """Whether a referral is told by its noun: "meminta bupati menjalankan rekomendasi KASN"."""
    is_verb = "~" in found.source and not found.source.startswith("~rekomendasi")
    return not is_verb and GIVEN.search(text, found.start, found.end) is not None


def _is_to_come(text: str, scene: Scene, found: Found) -> bool:
    """Whether a reminder is only to be voiced: "akan mengingatkan", "guna mengingatkan"."""
    return TO_COME.search(text, max(scene.start, found.start - BEFORE_REACH), found.start) is not None


def _is_appeal(cast: Cast, found: Found) -> bool:
    """Whether a phrase stands in a quotation of somebody who speaks for a government or a supervisor."""
    quote = cast.quote_at(found.start)
    body = cast.speaker(quote).body if quote is not None else None
    return body is not None and body.kind in APPEALING


def _is_to_staff(cast: Cast, scene: Scene, found: Found, body: Body | None) -> bool:
    """Whether a reminder is about the subject; one by police or prosecutors has to name civil servants, not theirs."""
    text = cast.text
    start = max(min(scene.previous, scene.paragraph_start), scene.start - PARAGRAPH_REACH)
    end = min(max(scene.next_end, scene.paragraph_end), scene.end + PARAGRAPH_REACH)
    if body is not None and body.kind in {"police", "prosecutor"}:
        return search_any(words("servants"), text, scene.start, scene.end) is not None
    is_near = any(search_any(words(kind), text, start, end) for kind in ("servants", "neutrality", "contest"))
    return is_near or _is_appeal(cast, found)


@cache
def _pledging() -> tuple[Phrase, ...]:
    """What one must be asked to do for a pledge to be asked for; "berharap dengan adanya ikrar ini" asks none."""
    return compile_phrases(load_lexicon("modality")["pledging"])


def _advises(text: str, scene: Scene) -> bool:
    return "rekomendasi" in text[scene.previous : scene.end].casefold()
