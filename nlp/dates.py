"""Calendar references of an article, in ISO 8601, with the role of each.

`nlp.date_grammar` reads what is printed; here years are completed and weekdays resolved, against the publication date,
or against the first full date of the text where that is not known. What cannot be resolved is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from nlp.date_grammar import Day, Printed, find_printed
from nlp.date_roles import Role, role_of
from nlp.election_calendar import campaign_periods, load_elections
from nlp.elections import election_spans, elections_named
from nlp.lexicons import load_lexicon
from nlp.records import DateRef
from nlp.spans import ClosedSpans

STAMP = re.compile(r"(?i)\d{1,2}[:.]\d\d\s*(?:WIB|WITA|WIT)?\b|\bWIB\b|\bWITA\b|\bWIT\b")
BYLINE = re.compile(
    r"(?i)^\W*(?:penulis|editor|reporter|pewarta|redaktur|redaksi|oleh|diterbitkan|dipublikasikan|published|update|diperbarui|dibaca)\b"
)
# The line that opens an interview holds names and degrees, whose full stops do not end it.
INTERVIEW = re.compile(r"(?i)\b(?:wawancara|petikan|perbincangan|berbincang)\b")
WORD = re.compile(r"\w")
YEAR_SHIFTS = {"depan": 1, "mendatang": 1, "ini": 0, "lalu": -1, "kemarin": -1, "sebelumnya": -1}
YEAR_AFTER = re.compile(rf"(?i)\s+tahun\s+({'|'.join(YEAR_SHIFTS)})\b")
# From which day of the month a part of it is reached.
MONTH_PART = re.compile(
    r"(?i)(?:awal|pertengahan|medio|akhir|penghujung|(?:pekan|minggu) (?:pertama|kedua|ketiga|terakhir))\b"
)
PART_REACHED = {
    "awal": 1,
    "pertama": 1,
    "kedua": 8,
    "pertengahan": 12,
    "medio": 12,
    "ketiga": 15,
    "akhir": 24,
    "penghujung": 24,
    "terakhir": 24,
}
DUE_BY = re.compile(r"(?i)\b(?:sampai|hingga|paling lambat|paling lama|sebelum|mulai|selambatnya)\s*$")
INVITED = re.compile(
    r"(?i)\b(?:jadwalnya|terjadwal|(?:kami|kita|bawaslu|panwaslu|panwascam|inspektorat|pihaknya|saya)"
    r" (?:undang|panggil|tunggu|mengundang|menunggu)"
    r"|ditunggu|esok)\b[^.;]{0,30}$"
)
# Directly before a weekday: it lies ahead.
LIKELY = re.compile(
    r"(?i)\b(?:kemungkinan(?: besar)?|insya ?allah|rencana(?:nya)?|paling cepat)(?: hari| pada)*(?: \w+ atau)?\s*$"
)
DONE = re.compile(r"(?i)\b(?:sudah|telah|tadi|kemarin|lalu|sempat|pernah)\b")
LONGEST_STAMP = 70
PAST_WEIGHT, FUTURE_WEIGHT, AGAINST_CUE = 1.0, 1.3, 20.0
NEAR_DAYS = 31


@dataclass(frozen=True, slots=True)
class Frame:
    """What dates are resolved against.

    `published` is the day the article appeared, None where unknown; `reference` that day or what stands in for it: the
    day on which something is said, the first full date, the vote that is named. `days` are the days that the text
    names, without those whose weekday contradicts them.
    """

    published: date | None
    reference: date | None
    days: frozenset[date]


@Language.component("dates")
def mark_dates(doc: Doc) -> Doc:
    """Set `doc._.dates`: each date once for each of its roles, at its first place."""
    text = doc._.article.text
    closed = [*doc._.residue, *((f.start, f.end) for f in (*doc._.legal, *doc._.documents)), *election_spans(text)]
    bounds = [sentence.start for sentence in doc._.sentences]
    first: dict[tuple[str, str], DateRef] = {}
    for found in find_dates(text, closed, published=parse_day(doc._.article.published), sentence_starts=bounds):
        first.setdefault((found.value, found.role), found)
    doc._.dates = list(first.values())
    return doc


def find_dates(
    text: str,
    closed: Iterable[tuple[int, int]] = (),
    *,
    published: date | None = None,
    sentence_starts: Sequence[int] = (),
) -> list[DateRef]:
    """Find every calendar reference that can be resolved, in reading order.

    `closed` are spans in which no date begins: residue, laws, document numbers, names of elections.
    """
    spans = ClosedSpans(closed)
    printed_dates = [
        printed for printed in find_printed(text) if not spans.hold(printed.start) and not _is_stamp(text, printed)
    ]
    frame = _frame(text, printed_dates, published)
    return [found for printed in printed_dates if (found := _read(text, printed, frame, sentence_starts)) is not None]


def parse_day(published: str | None) -> date | None:
    """The day of an ISO 8601 time stamp as printed, in its own zone; None where there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _is_stamp(text: str, printed: Printed) -> bool:
    """Whether the date is that of a byline: a short line that holds a time of day, or nothing else, or an author."""
    start = text.rfind("\n", 0, printed.start) + 1
    end = text.find("\n", printed.end)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) > LONGEST_STAMP or len(printed.days) != 1:
        return False
    rest = (text[start : printed.start] + text[printed.end : start + len(line)]).strip(" \t\u00a0|-–—,.()")
    return not rest or STAMP.search(rest) is not None or BYLINE.search(line) is not None


def _frame(text: str, printed_dates: Sequence[Printed], published: date | None) -> Frame:
    full = [day for printed in printed_dates if len(printed.days) == 1 and (day := _whole(printed.days[0]))]
    said = [
        day
        for printed in printed_dates
        if printed.weekday is not None and len(printed.days) == 1 and (day := _whole(printed.days[0]))
    ]
    named = [load_elections()[name].voting_date for name in elections_named(text) if name in load_elections()]
    reference = published or next(iter([*said, *full, *sorted(named, reverse=True)]), None)
    frame = Frame(published, reference, frozenset())
    return replace(frame, days=frozenset(_agreeing(printed_dates, frame)))


def _agreeing(printed_dates: Sequence[Printed], frame: Frame) -> Iterator[date]:
    for printed in printed_dates:
        if len(printed.days) != 1 or printed.days[0].day is None or printed.days[0].month is None:
            continue
        day = printed.days[0]
        whole = _whole(Day(day.year or _complete_year(day, None, frame, ""), day.month, day.day))
        if whole and printed.weekday in {None, whole.weekday()}:
            yield whole


def _whole(day: Day) -> date | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def _read(text: str, printed: Printed, frame: Frame, starts: Sequence[int]) -> DateRef | None:
    before, after = _around(text, printed, starts)
    value = _resolve(printed, frame, before, after)
    if value is None:
        return None
    if value in campaign_periods():
        told = Role("campaign_period", "campaign.calendar")
    else:
        is_past = frame.published is not None and _is_over(value, frame.published, text[printed.start : printed.end])
        is_voting_day = any(value == day.isoformat() for day in _all_voting_days())
        told = role_of(printed, before, after, is_voting_day=is_voting_day, is_past=is_past)
    form = _form(printed)
    rule = f"{form}.{told.role}: {told.told}" if form else f"{told.family}: {told.told}"
    span = (text[printed.start : printed.end], printed.start, printed.end)
    return DateRef(value, told.role, *span, weekday_differs=_differs(printed, value), rule=rule)


def _is_over(value: str, published: date, printed: str) -> bool:
    """Whether a day, or the part of a month ("awal Juli"), is reached at publication; a whole month must lie before."""
    day = published.isoformat()
    if len(value) >= len(day):
        return value <= day
    part = MONTH_PART.match(printed)
    if part and value == day[: len(value)]:
        return published.day >= PART_REACHED[part[0].split()[-1].casefold()]
    return value < day[: len(value)]


def _around(text: str, printed: Printed, starts: Sequence[int]) -> tuple[str, str]:
    """What stands before and after a date in its sentence; a date that is a sentence of its own belongs to the last."""
    at = bisect_right(starts, printed.start)
    line = max(text.rfind("\n", 0, printed.start) + 1, printed.start - 400)
    begin = line
    if at and starts[at - 1] > begin and not INTERVIEW.search(text, begin, printed.start):
        begin = starts[at - 1]
    stop = min(starts[at] if at < len(starts) else len(text), printed.end + 120)
    before, after = text[begin : printed.start], text[printed.end : stop].split("\n")[0]
    if at > 1 and not (WORD.search(before) or WORD.search(after)) and starts[at - 2] >= line:
        before = text[starts[at - 2] : printed.start]
    return before, after


def _form(printed: Printed) -> str:
    """What is printed less than a day: "weekday" alone, or "vague" (a month, a year); "" for a day or a range."""
    if not printed.days:
        return "weekday"
    return "vague" if any(day.day is None for day in printed.days) else ""


def _differs(printed: Printed, value: str) -> bool:
    """Whether the weekday printed with a full date is not that day's, and nothing told the right day."""
    if printed.weekday is None or len(printed.days) != 1 or _whole(printed.days[0]) is None:
        return False
    return date.fromisoformat(value).weekday() != printed.weekday


def _resolve(printed: Printed, frame: Frame, before: str, after: str) -> str | None:
    if not printed.days:
        return _resolve_weekday(printed, frame, before)
    cue = _cue(before, after)
    if len(printed.days) == 2:
        return _resolve_range(printed, frame, cue)
    day = printed.days[0]
    if day.month is None:
        return f"{day.year:04d}" if day.year else _resolve_day(day, frame, cue or _deadline_cue(before))
    year = day.year or _told_year(after, frame) or _complete_year(day, printed.weekday, frame, cue)
    if year is None:
        return None
    if day.day is None:
        return f"{year:04d}-{day.month:02d}"
    found = _whole(Day(year, day.month, day.day))
    if found and printed.weekday not in {None, found.weekday()} and day.year is not None:
        found = _mend_slip(found, printed.weekday, frame)
    return found.isoformat() if found else None


def _resolve_day(day: Day, frame: Frame, cue: str) -> str | None:
    """A day of the month alone: the next or the latest one, as the words tell, from publication; else this month's."""
    published = frame.published
    if published is None or day.day is None:
        return None
    month = published.month
    if cue == "future" and day.day < published.day:
        month += 1
    if cue == "past" and day.day > published.day:
        month -= 1
    found = _whole(Day(published.year + (month - 1) // 12, (month - 1) % 12 + 1, day.day))
    return found.isoformat() if found else None


def _deadline_cue(before: str) -> str:
    """ "future" where the day is what something must be done by."""
    return "future" if DUE_BY.search(before[-30:]) else ""


def _resolve_range(printed: Printed, frame: Frame, cue: str) -> str | None:
    first, last = printed.days
    if not (first.year or last.year):
        last = replace(last, year=_campaign_year(first, last, frame))
    year = last.year or first.year or _complete_year(last, None, frame, cue)
    if year is None or first.month is None or last.month is None:
        return None
    first_year = first.year or (year - 1 if first.month > last.month and last.year is not None else year)
    last_year = last.year or (first_year + 1 if last.month < first.month else first_year)
    ends = [_iso(Day(first_year, first.month, first.day)), _iso(Day(last_year, last.month, last.day))]
    return f"{ends[0]}/{ends[1]}" if ends[0] and ends[1] and ends[0] <= ends[1] else None


def _campaign_year(first: Day, last: Day, frame: Frame) -> int | None:
    """The year in which a campaign ends that the range is, by its days; the nearest to the reference day."""
    reference = frame.reference
    if reference is None:
        return None
    ends = (f"-{first.month:02d}-{first.day or 0:02d}", f"-{last.month:02d}-{last.day or 0:02d}")
    periods = (period.split("/") for period in campaign_periods())
    years = [int(end[:4]) for start, end in periods if (start[4:], end[4:]) == ends]
    return min(years, key=lambda year: abs(year - reference.year), default=None)


def _iso(day: Day) -> str | None:
    if day.day is None:
        return f"{day.year:04d}-{day.month:02d}"
    whole = _whole(day)
    return whole.isoformat() if whole else None


def _complete_year(day: Day, weekday: int | None, frame: Frame, cue: str) -> int | None:
    """The year that brings the day nearest to the reference, on its weekday, on the side that the words tell."""
    if frame.reference is None:
        fitting = [voted for voted in _all_voting_days() if (voted.month, voted.day) == (day.month, day.day)]
        return fitting[0].year if len(fitting) == 1 else None
    best: tuple[float, int] | None = None
    for year in range(frame.reference.year - 1, frame.reference.year + 2):
        whole = _whole(Day(year, day.month, day.day or 15))
        if whole is None or (weekday is not None and whole.weekday() != weekday):
            continue
        distance = (whole - frame.reference).days
        weight = FUTURE_WEIGHT if distance > 0 else PAST_WEIGHT
        if cue == "past" and distance > 0:
            weight = AGAINST_CUE
        if cue == "future" and distance < 0:  # "akan" may belong to another verb
            weight = AGAINST_CUE / 4
        if day.day and weight < AGAINST_CUE / 4 and whole in _all_voting_days():
            weight = PAST_WEIGHT / 2
        best = min(best or (float("inf"), year), (abs(distance) * weight, year))
    if best is None:  # the weekday is a slip
        return _complete_year(day, None, frame, cue)
    return best[1]


def _told_year(after: str, frame: Frame) -> int | None:
    """The year of "Februari tahun depan", from the reference day."""
    found = YEAR_AFTER.match(after)
    if found is None or frame.reference is None:
        return None
    return frame.reference.year + YEAR_SHIFTS[found[1].casefold()]


def _mend_slip(printed: date, weekday: int, frame: Frame) -> date:
    """The right day for one that its weekday contradicts, where the text or the publication day tells it.

    That is a day of that weekday which the text names elsewhere, within a week; else, where the printed day lies far
    from publication, the same day of the month and year of publication. Otherwise the day stays as printed.
    """
    before = printed - timedelta(days=(printed.weekday() - weekday) % 7)
    named = {before, before + timedelta(days=7)} & frame.days
    if named:
        return min(named, key=lambda day: (abs((day - printed).days), day))
    published = frame.published
    if published is None or abs((printed - published).days) < NEAR_DAYS:
        return printed
    for year, month in ((published.year, printed.month), (printed.year, published.month)):
        other = _whole(Day(year, month, printed.day))
        if other and other.weekday() == weekday and 0 <= (published - other).days < NEAR_DAYS:
            return other
    return printed


def _resolve_weekday(printed: Printed, frame: Frame, before: str) -> str | None:
    """The latest such day up to publication; the next one where the words speak of the future."""
    published = frame.published
    if published is None or printed.weekday is None:
        return None
    this_week = published - timedelta(days=published.weekday()) + timedelta(days=printed.weekday)
    back = (published.weekday() - printed.weekday) % 7
    if printed.shift in {"pekan lalu", "minggu lalu", "pekan kemarin", "minggu kemarin"}:
        found = this_week - timedelta(days=7)
    elif printed.shift in {"pekan depan", "minggu depan"}:
        found = this_week + timedelta(days=7)
    elif printed.shift in {"pekan ini", "minggu ini"}:
        found = this_week
    elif printed.shift in {"depan", "mendatang", "besok", "nanti"} or (
        not printed.shift
        and (_cue(before, "") == "future" or _is_invited(before) or LIKELY.search(before[-60:]) is not None)
    ):
        found = published + timedelta(days=(7 - back) if back else 7)
    else:
        found = published - timedelta(days=back)
    return found.isoformat()


def _is_invited(before: str) -> bool:
    """Whether somebody is asked to come on the day: "jadwalnya Senin", "kami undang Jumat", not "sudah kami undang"."""
    found = INVITED.search(before[-60:])
    return found is not None and DONE.search(before[-60:]) is None


def _cue(before: str, after: str) -> str:
    """Whether the words nearest to a date speak of the past or the future; "" where they do neither."""
    roles = load_lexicon("dates")["roles"]
    following = re.match(r"\W{0,3}(\w+)", after)
    word = following[1].casefold() if following else ""
    if word in roles["past"]:
        return "past"
    if word in {"mendatang", "nanti", "depan", "besok"}:
        return "future"
    near = before[-45:].casefold()
    if near.rstrip().endswith(("sejak", "dari")):
        return "past"
    return "future" if any(re.search(rf"\b{re.escape(cue)}\b", near) for cue in roles["future"]) else ""


def _all_voting_days() -> tuple[date, ...]:
    return tuple(election.voting_date for election in load_elections().values())
