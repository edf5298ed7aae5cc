"""Which act is whose: the alleged and proven violations of an article given to those whom it accuses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from nlp.records import Annotation, Sentence, Violation
from warehouse.case_accused import ON_TRIAL, Accused, resolve_accused
from warehouse.case_mentions import PersonMention, find_mentions, is_bulk, sentence_index
from warehouse.case_places import areas_at
from warehouse.case_records import Conduct
from warehouse.case_words import alternatives, load_words, words_pattern

PRONOUN = re.compile(
    r"(?i)^[\"“”'‘’«»]*(?:ia|dia|mereka|keduanya|ketiganya|keempatnya|kelimanya|beliau|yang bersangkutan)\b"
)
# Those to whom something is done: not the one who does it.
OBJECT = re.compile(
    r"(?i)\b(?:kepada|mengajak|meminta|mengumpulkan|memutasi|menyasar|mengarahkan|bagi|dengan|bersama|atasan|grup|antar"
    r"|ke|di|oleh|bawahan|kecuali)[ \u00a0](?:para[ \u00a0]|sejumlah[ \u00a0])?$"
)
AND = re.compile(r"[^.,;!?\n]{0,50}[ \u00a0](?:dan|serta)[ \u00a0]")
DEFINITE = re.compile(r"[ \u00a0](?:itu|tersebut|dimaksud|bersangkutan)\b")
JOINS = re.compile(r"^[^.;!?\n]{0,60}?(?:,|\bdan\b|\bserta\b|;)[^.;!?\n]{0,40}$")
BULK = re.compile(
    r"(?i)\b(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|belasan|puluhan)[ \u00a0]"
    r"(?:laporan|kasus|aduan|pengaduan|rekomendasi)\b"
)
BARE_COUNT = re.compile(
    r"(?i)(?P<count>satu|dua|tiga|empat|lima|enam)[ \u00a0](?:orang[ \u00a0])?(?:lagi[ \u00a0])?[a-z]{4}"
)
# From the description of a person to the conduct of theirs that no violation covers.
EXTRA_REACH = 150


@dataclass(slots=True)
class Draft:
    """An accused person or group with the acts told of them."""

    accused: Accused
    conduct: list[Conduct] = field(default_factory=list)


def draft_cases(text: str, annotation: Annotation) -> list[Draft]:
    """The accusations of one article, each with at least one act, in reading order."""
    anchors = [violation for violation in annotation.violations if violation.status != "prohibited"]
    if annotation.relevance == "none" and not anchors:
        return []
    mentions = find_mentions(text, annotation)
    people = resolve_accused(text, annotation, mentions)
    drafts: dict[int, Draft] = {}
    for anchor in sorted(anchors, key=lambda item: (item.start, item.end, item.type)):
        if is_statistic(text, annotation.sentences, anchor):
            continue
        for person in _assign(text, annotation, mentions, people, anchor):
            draft = drafts.setdefault(person.key, Draft(person))
            draft.conduct.append(_conduct(annotation.sentences, anchor))
    for person, conduct in _extra(text, annotation, people, set(drafts)):
        drafts.setdefault(person.key, Draft(person)).conduct.append(conduct)
    drafts = _absorb_members(drafts or _tried(annotation, people))
    return sorted(drafts.values(), key=lambda draft: (min(act.start for act in draft.conduct), draft.accused.key))


def is_statistic(text: str, sentences: Sequence[Sentence], anchor: Violation) -> bool:
    """Whether the evidence is a breakdown of forms, or a number in bulk without the act: no case of anybody."""
    at = sentence_index(sentences, anchor.start)
    start, end = (sentences[at].start, max(sentences[at].end, anchor.end)) if at >= 0 else (anchor.start, anchor.end)
    if words_pattern("statistics").search(text, start, end):
        return True
    return anchor.type == "other" and BULK.search(text, start, end) is not None


def _assign(
    text: str,
    annotation: Annotation,
    mentions: Sequence[PersonMention],
    people: Sequence[Accused],
    anchor: Violation,
) -> list[Accused]:
    """Who is accused of an act: nobody where it is told of a number in bulk, a nameless one where nobody is told."""
    owner = {id(mention): person for person in people for mention in person.mentions}
    at = sentence_index(annotation.sentences, anchor.start)
    sentence = annotation.sentences[at] if at >= 0 else Sentence(anchor.start, anchor.end, 0)
    inside = [m for m in mentions if sentence.start <= m.start < max(sentence.end, anchor.end)]
    acting = [m for m in inside if not OBJECT.search(text[max(sentence.start, m.start - 24) : m.start])]
    counted = BARE_COUNT.match(text, anchor.start)
    if counted and not any(m.start == anchor.start for m in mentions):
        count = load_words()["counts"][counted["count"].lower()]
        mention = PersonMention(anchor.start, anchor.start + len(counted["count"]), office="asn", count=count)
        return [Accused(1000 + anchor.start, office="asn", count=count, mentions=[mention])]
    before = [m for m in acting if m.start <= anchor.start] or [m for m in acting if m.start < anchor.end][:1]
    chosen: list[PersonMention] = []
    if before:
        chosen = _last_of(text, before)
    elif not PRONOUN.match(text[sentence.start : sentence.end]):
        chosen = [m for m in acting if m.is_new or m.official is not None or m.initials][:1]
    if not chosen:
        chosen = _from_above(text, annotation, mentions, at)
        if not chosen and people and not areas_at(text, annotation, at):
            chosen = [people[0].mentions[0]]
    if not chosen:
        return [Accused(2000 + anchor.start)]
    if any(is_bulk(m) for m in chosen):
        return []
    told = {owner[id(m)].key: owner[id(m)] for m in chosen}
    each = [member for person in told.values() for member in (person.members or [person])]
    return list({person.key: person for person in each}.values())


def _last_of(text: str, before: Sequence[PersonMention]) -> list[PersonMention]:
    """The last mention, with those of its kind that are joined to it ("RT dan FL", "A, B, dan C")."""
    strong = [m for m in before if m.is_new or m.official is not None or m.initials or not m.is_general] or list(before)
    chosen = [strong[-1]]
    for mention in reversed(strong[:-1]):
        first = chosen[0]
        same = (mention.official is not None and first.official is not None) or (mention.initials and first.initials)
        if not same or not JOINS.match(text[mention.end : first.start]):
            break
        chosen.insert(0, mention)
    return chosen


def _from_above(text: str, annotation: Annotation, mentions: Sequence[PersonMention], at: int) -> list[PersonMention]:
    """The last person spoken of in the three sentences before; nobody where the area is another one."""
    areas = areas_at(text, annotation, at)
    for place in range(at - 1, max(-1, at - 4), -1):
        sentence = annotation.sentences[place]
        other = areas_at(text, annotation, place)
        if areas and other and not areas & other:
            return []
        found = [
            m
            for m in mentions
            if sentence.start <= m.start < sentence.end
            and (m.is_new or m.official is not None or m.initials or DEFINITE.match(text, m.end))
            and not OBJECT.search(text[max(sentence.start, m.start - 24) : m.start])
        ]
        if found:
            chosen = _last_of(text, found)
            joined = [m for m in found if m.is_new and AND.fullmatch(text[m.end : chosen[0].start])]
            return joined[-1:] or chosen
    return []


def _extra(
    text: str, annotation: Annotation, people: Sequence[Accused], known: set[int]
) -> list[tuple[Accused, Conduct]]:
    """Persons brought in with an act of theirs that no violation of the annotation covers."""
    found = []
    for person in people:
        if person.key in known:
            continue
        for mention in person.mentions:
            act = _act_behind(text, annotation, mention)
            if act is not None:
                found.append((person, act))
                break
    return found


def _act_behind(text: str, annotation: Annotation, mention: PersonMention) -> Conduct | None:
    on_trial = mention.office in ON_TRIAL
    if mention.office is None or mention.count == 0 or (mention.is_general and not on_trial):
        return None
    at = sentence_index(annotation.sentences, mention.start)
    if at < 0:
        return None
    sentence = annotation.sentences[at]
    below = annotation.sentences[min(len(annotation.sentences) - 1, at + 1)]
    around = text[annotation.sentences[max(0, at - 1)].start : below.end]
    if not words_pattern("accusation").search(around) or words_pattern("statistics").search(around):
        return None
    behind = text[mention.end : min(sentence.end, mention.end + EXTRA_REACH)]
    for kind, pattern in _act_patterns(on_trial):
        told = pattern.search(behind)
        if told:
            start, end = mention.end + told.start("act"), mention.end + told.end("act")
            proven = re.search(r"(?i)terbukti|dijatuhi|ditegur|dihukum|diberhentikan|dikenai|disanksi", around)
            return Conduct(kind, "proven" if proven else "alleged", start, end, at + 1)
    return None


@cache
def _act_patterns(on_trial: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What follows a person and tells an act of a type; behind "terdakwa" the verb may follow at once."""
    lead = "" if on_trial else r"[^,;.]{0,90}?\b(?:yang|lantaran|karena|sebab|diduga|kedapatan|terbukti)"
    return tuple(
        (
            kind,
            re.compile(rf"(?i)^{lead}[ \u00a0](?:\w+[ \u00a0]){{0,2}}?(?P<act>(?:{alternatives(acts)})[^,.;]{{0,60}})"),
        )
        for kind, acts in load_words()["extra_conduct"].items()
    )


def _tried(annotation: Annotation, people: Sequence[Accused]) -> dict[int, Draft]:
    """Named persons who are tried or punished in an article that tells no act: their process is the evidence."""
    drafts: dict[int, Draft] = {}
    for person in people:
        if not person.officials:
            continue
        for measure in annotation.measures:
            at = sentence_index(annotation.sentences, measure.start)
            if at < 0 or measure.status != "taken" or measure.type not in ("prosecution", "sanction_imposed"):
                continue
            sentence = annotation.sentences[at]
            if any(sentence.start <= mention.start < sentence.end for mention in person.mentions):
                status = "proven" if measure.type == "sanction_imposed" else "alleged"
                act = Conduct("other", status, measure.start, measure.end, at + 1)
                drafts[person.key] = Draft(person, [act])
                break
    return drafts


def _absorb_members(drafts: dict[int, Draft]) -> dict[int, Draft]:
    """Initials of a group that is itself accused are its members, and no cases of their own."""
    groups = [draft for draft in drafts.values() if draft.accused.is_group]
    for draft in list(drafts.values()):
        person = draft.accused
        if person.initials and person.office is None and not person.is_group and groups:
            group = min(groups, key=lambda item: abs(item.accused.key - person.key))
            group.conduct.extend(draft.conduct)
            group.accused.initials.extend(i for i in person.initials if i not in group.accused.initials)
            del drafts[person.key]
    return drafts


def _conduct(sentences: Sequence[Sentence], anchor: Violation) -> Conduct:
    at = sentence_index(sentences, anchor.start)
    return Conduct(anchor.type, anchor.status, anchor.start, anchor.end, at + 1 if at >= 0 else None)
