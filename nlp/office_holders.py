"""Who holds an office: the name behind it, behind a comma, before it, or several in a row."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from nlp.bodies import Body
from nlp.lexicons import load_lexicon
from nlp.office_heads import starts_office
from nlp.office_series import colleagues, pair, series
from nlp.offices import Office
from nlp.person_before import is_apposed, name_before
from nlp.person_behind import AFTER_BRACKET, name_behind
from nlp.person_names import PersonName, read_name
from nlp.person_page import NEAR, Page
from nlp.place_names import Words

# Letters of a name in a pair of single names ("pasangan Satu-Dua"), more than these.
SHORTEST_PART = 3
# Behind the name in a caption.
CAPTION_ENDS = frozenset("(-–—/|.")
# Between two offices of one person.
JOINING = frozenset({"sekaligus", "merangkap"})
# Words between an office's end and who held it before; words before a name that may tell that its office is over.
SUCCESSOR_REACH, ENDED_REACH = 14, 12
# Characters between a body and the office that is meant to be its ("Panwascam X ... Ketuanya, Nama").
BODY_REACH = 160
# Supervisors and commissions have divisions ("Koordinator Divisi Hukum"), societies hardly ever.
DIVISION = frozenset({"divisi", "kordiv", "koordiv"})
BODY_KINDS = {"supervisor": "bawaslu", "commission": "kpu", "council": "legislator"}
DIVISION_KINDS = frozenset({"supervisor", "commission"})
UNIT_ROLES = frozenset({"agency_head", "department_head", "division_head"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One place where an office and its holder stand together; `is_former` is told by the sentence.

    `rule` tells how: direct, comma, apposition, bracket, linked, list, successor; model_direct and model_apposition
    where only the model tells the name.
    """

    office: Office
    name: PersonName
    is_former: bool = False
    rule: str = "direct"

    @property
    def start(self) -> int:
        """Where office or name begins, whichever is first."""
        return min(self.office.start, self.name.start)

    @property
    def end(self) -> int:
        """Where office or name ends, whichever is last."""
        return max(self.office.end, self.name.end)


def find_holders(page: Page, offices: Sequence[Office]) -> Iterator[Holder]:
    """Every office with its holder, in reading order."""
    taken = -1
    waiting: Office | None = None
    for office in offices:
        is_headline = office.first in page.in_headline
        if is_headline and not _opens_line(page.words, office.first):
            continue
        holders = _holders(page, office, taken)
        if is_headline and not all(_fills_line(page.words, office, holder) for holder in holders):
            continue
        if waiting is not None and _is_joined(page.words, waiting, office):
            yield from (replace(holder, office=waiting) for holder in holders)
        waiting = None if holders else office
        yield from holders
        if holders:
            taken = max(office.last, *(holder.name.last for holder in holders))
        succeeded = _succeeded(page, office)
        if succeeded is not None:
            yield Holder(office, succeeded, is_former=True, rule="successor")


def _holders(page: Page, office: Office, taken: int) -> list[Holder]:
    """Who holds one office: the name behind it and those joined to that, else the one before it, else a list."""
    words = page.words
    behind = name_behind(page, office)
    is_direct = words.gap(office.last) in NEAR or words.gap(office.last) in AFTER_BRACKET
    is_asked = behind is None or not is_direct or words.gap(office.first).startswith(",")
    before = name_before(page, office, taken) if is_asked else None
    if before is not None and is_direct and behind is not None and not is_apposed(words, before[0], behind):
        before = None
    if before is not None and (behind is None or is_direct or before[1] in {"linked", "bracket"}):
        name, rule = before
        return [Holder(office, name, _has_ended(words, name, office), rule)]
    if behind is not None:
        names = pair(words, office, behind)
        if " ".join(office.head.words) in load_lexicon("offices")["series"]["pairs_only"] and not _is_pair(
            words, names
        ):
            return []
        found = [Holder(office, one, rule="direct" if is_direct else "comma") for one in names]
        return found + [Holder(office, one, rule="list") for one in colleagues(words, office, behind)]
    return [Holder(office, one, rule="list") for one in series(words, office)]


def _opens_line(words: Words, index: int) -> bool:
    return index == 0 or "\n" in words.gap(index)


def _fills_line(words: Words, office: Office, holder: Holder) -> bool:
    """Whether office and name are all of a line, as of a caption, up to its source ("Camat X, Nama. Foto: Y")."""
    after = max(holder.name.after, office.last)
    gap = words.gap(after) if after < len(words) else "\n"
    return "\n" in gap or gap.lstrip(" \u00a0")[:1] in CAPTION_ENDS


def _is_joined(words: Words, first: Office, second: Office) -> bool:
    """Whether one holds both offices: "Kepala Badan X sekaligus mantan Pj Bupati Y, Nama"."""
    between = words.folded[first.last : second.first]
    return len(between) == 1 and between[0] in JOINING


def _is_pair(words: Words, names: Sequence[PersonName]) -> bool:
    """Whether there are two names, one of them a full one, or a hyphen between them."""
    if len(names) < 2:
        return False
    is_joined = words.gap(names[1].first) == "-" and all(len(part) > SHORTEST_PART for n in names for part in n.parts)
    return is_joined or any(len(name.parts) > 1 for name in names)


def _has_ended(words: Words, name: PersonName, office: Office) -> bool:
    """Whether the words before a name tell that its office is over ("Tamat sudah karier Nama sebagai Camat X")."""
    ended = load_lexicon("offices")["ended"]["words"]
    return words.folded[office.first - 1] == "sebagai" and any(
        word in ended for word in words.folded[max(0, name.first - ENDED_REACH) : name.first]
    )


def _succeeded(page: Page, office: Office) -> PersonName | None:
    """Who held the office before: "... Pj Bupati X menggantikan Nama", "... Ia menggantikan Nama"."""
    words = page.words
    for at in range(office.last, min(len(words), office.last + SUCCESSOR_REACH)):
        if "\n" in words.gap(at):
            return None
        if words.folded[at] in load_lexicon("offices")["ended"]["succeeded"] and at + 1 < len(words):
            name = read_name(words, at + 1) if words.gap(at + 1) in NEAR else None
            return name if name is not None and len(name.parts) > 1 and not starts_office(words, at + 1) else None
        if starts_office(words, at):
            return None
    return None


def complete_vague(doc: Doc, offices: Sequence[Office], bodies: Sequence[Body]) -> None:
    """Give offices without a body the one that the paragraph names before ("Panwascam X ... Ketuanya, Nama")."""
    starts = [body.start for body in bodies]
    for office in offices:
        if office.role == "civil_society" and DIVISION.intersection(office.tokens):
            _complete_division(office, bodies)
        if not office.needs_body and not (office.role in UNIT_ROLES and not office.places):
            continue
        at = bisect_right(starts, office.start) - 1
        if at < 0 or office.start - bodies[at].end > BODY_REACH or "\n" in doc.text[bodies[at].end : office.start]:
            if office.needs_body and office.head.words[-1].endswith("nya"):
                _complete_division(office, bodies)  # "X yang didampingi anggotanya Y"
            continue
        body = bodies[at]
        if office.needs_body and body.kind in BODY_KINDS:
            office.role, office.needs_body = BODY_KINDS[body.kind], False
            office.code = body.code
        elif office.role in UNIT_ROLES and body.kind in {"agency", "government"}:
            office.code = body.code


def _complete_division(office: Office, bodies: Sequence[Body]) -> None:
    """Give a division without a body to the supervisor or commission that the text named before, the more often."""
    before = [body for body in bodies if body.start < office.start and body.kind in DIVISION_KINDS]
    if before:
        kind, _ = Counter(body.kind for body in before).most_common(1)[0]  # of equals the first
        body = next(body for body in reversed(before) if body.kind == kind)
        office.role, office.needs_body, office.code = BODY_KINDS[kind], False, body.code
