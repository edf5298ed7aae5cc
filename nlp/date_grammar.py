"""The grammar of Indonesian dates: what is printed, cut into parts, before years are completed.

"Selasa (16/7/2024)", "27 November", "25 s.d. 27 Agustus 2024", "akhir Oktober", "Sabtu pekan lalu", "pada 2019".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import load_lexicon
from nlp.long_patterns import begins_like

S = r"[ \t\u00a0]"
PART_OF_DAY = rf"(?:{S}+(?:pagi|siang|sore|petang|malam|subuh|dini{S}hari))?"
RANGE = rf"{S}*(?:-|–|—|hingga|sampai(?:{S}+dengan)?|s\.?d\.?|s/d|ke)(?=[ \t\u00a0\d]){S}*"
# "awal", "pekan pertama": the part of a month that is meant.
ROUGH = (
    rf"(?:awal|akhir|pertengahan|medio|penghujung|paruh{S}+(?:pertama|kedua)"
    rf"|(?:pekan|minggu){S}+(?:pertama|kedua|ketiga|keempat|terakhir))"
)
ROUGHLY = rf"(?:{ROUGH}{S}+)?"
BETWEEN = re.compile(rf"(?:{S}*[-–—]|{S}+(?:hingga|sampai(?:{S}+dengan)?|s\.d\.|s/d)(?:{S}+tanggal)?){S}*")
FIRST_YEAR, LAST_YEAR = 1945, 2099
NEAR = 24
AND_AFTER = re.compile(rf"{S}+(?:dan|serta|maupun){S}+")
AND_BEFORE = re.compile(rf"{S}+(?:dan|serta|maupun){S}+$")


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a month as printed; parts that are not printed are None."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A calendar reference as printed: one `Day`, two for a range, none for a weekday alone.

    `weekday` counts from Monday, 0. `shift` is what a weekday alone is moved by: "lalu", "pekan lalu", "depan".
    """

    start: int
    end: int
    days: tuple[Day, ...]
    weekday: int | None = None
    shift: str = ""


def find_printed(text: str) -> list[Printed]:
    """Find every calendar reference, in reading order; they do not overlap. Impossible ones (31/2) are left out."""
    found: list[Printed] = []
    for search in (_full_dates, _months, _years, _weekdays, _days_alone):
        starts = [printed.start for printed in found]
        found += [printed for printed in search(text) if not _overlaps(printed, found, starts)]
        found.sort(key=lambda printed: printed.start)
    return list(_joined(text, found))


def _joined(text: str, found: list[Printed]) -> Iterator[Printed]:
    """Two dates with a word of range between them are one range: "Senin (2/9) hingga Rabu (4/9)", "Mei - 3 Juni"."""
    held: Printed | None = None
    for printed in found:
        if held and _makes_range(held, printed) and BETWEEN.fullmatch(text, held.end, printed.start):
            held = Printed(held.start, printed.end, (*held.days, *printed.days))
            continue
        if held:
            yield held
        held = printed
    if held:
        yield held


def _makes_range(first: Printed, last: Printed) -> bool:
    """Whether two dates may be the ends of a range: days, or a month and a day."""
    ends = [printed.days[0] for printed in (first, last) if len(printed.days) == 1]
    return len(ends) == 2 and all(end.month for end in ends) and any(end.day for end in ends)


def _overlaps(printed: Printed, found: list[Printed], starts: list[int]) -> bool:
    """Whether one of `found`, which begin at `starts`, in order, lies over the printed one."""
    at = bisect_left(starts, printed.end) - 1
    return at >= 0 and found[at].end > printed.start


def _full_dates(text: str) -> Iterator[Printed]:
    for match in _date_pattern().finditer(text):
        days = _days_of(match)
        weekday = _weekday_of(match["weekday"])
        if not days or ((match["c_day"] or match["j_day"]) and not (match["weekday"] or match["open"])):
            continue
        if _is_named_for(text, match.start()):
            continue
        start, end = match.span()
        if match["open"] and not match["weekday"]:  # "(20/2)": the brackets are not the date's
            start, end = match.end("open"), end - (text[end - 1] in ")]")
        if match["f_days"]:
            yield from _listed(match, days)
        else:
            yield Printed(start, end, days, weekday)


def _listed(match: re.Match[str], days: tuple[Day, ...]) -> Iterator[Printed]:
    at = match.start("f_days")
    numbers = list(re.finditer(r"\d+", match["f_days"]))
    for number, day in zip(numbers, days, strict=True):
        last = number is numbers[-1]
        yield Printed(at + number.start(), match.end("f_tail") if last else at + number.end(), (day,))


def _days_of(match: re.Match[str]) -> tuple[Day, ...]:
    """The days of a match of the date pattern, whose groups are named for the form they belong to; () if impossible."""

    def day(form: str, number: str | None = None) -> Day:
        month = match[f"{form}_month"]
        return Day(
            _year(match[f"{form}_year"] if f"{form}_year" in match.re.groupindex else None),
            int(month) if month and month.isdigit() else _month(month),
            int(number) if number else None,
        )

    days: list[Day]
    if match["a_month"]:
        days = [day("a", match["a_from"]), day("a", match["a_to"])]
    elif match["e_day"]:
        first, last = day("d", match["d_day"]), day("e", match["e_day"])
        days = [Day(first.year, first.month or last.month, first.day), last]
    elif match["f_days"]:
        days = [day("f", number) for number in re.findall(r"\d+", match["f_days"])]
    elif match["k_month"]:
        days = [day("h"), day("k")]
    elif match["m_month"]:
        days = [day("m")]
    else:
        days = [day(form, match[f"{form}_day"]) for form in "bijncg" if match[f"{form}_day"]]
    return tuple(days) if all(_is_possible(day) for day in days) else ()


def _is_possible(day: Day) -> bool:
    if day.month is None or not 1 <= day.month <= 12 or not 1 <= (day.day or 1) <= 31:
        return False
    if (day.day or 1) > (29 if day.month == 2 else 30 if day.month in {4, 6, 9, 11} else 31):
        return False
    return day.year is None or FIRST_YEAR <= day.year <= LAST_YEAR


def _months(text: str) -> Iterator[Printed]:
    """A month alone, where a word beside it tells that it is one ("sejak Agustus"): months are given names, too."""
    before_words, after_words = _words("month_before"), _words("month_after")
    for match in _month_pattern().finditer(text):
        if _is_named_for(text, match.start()):
            continue
        before = _word_before(text, match.start())
        after = re.match(rf"{S}+(\w+)", text[match.end() : match.end() + NEAR])
        rough = bool(match["rough"])
        is_pair = _joins_months(text, match.start(), match.end())
        if rough or is_pair or before in before_words or (after and after[1].casefold() in after_words):
            yield Printed(match.start(), match.end(), (Day(None, _month(match["month"]), None),))


def _joins_months(text: str, start: int, end: int) -> bool:
    """Whether another month stands beside it: "Februari dan April"."""
    month = _month_pattern()
    after = AND_AFTER.match(text, end)
    if after and month.match(text, after.end()):
        return True
    before = AND_BEFORE.search(text, max(0, start - NEAR), start)
    return before is not None and any(
        m.end() == before.start() for m in month.finditer(text, max(0, start - NEAR), start)
    )


def _years(text: str) -> Iterator[Printed]:
    """A bare year that says when something was: "pada 2019", "hingga tahun 2045"."""
    for match in YEAR_ALONE.finditer(text):
        before, year = _word_before(text, match.start()), int(match["year"])
        if before not in _words("year_of") and FIRST_YEAR <= year <= LAST_YEAR:
            yield Printed(match.start("year"), match.end("year"), (Day(year, None, None),))


YEAR_ALONE = re.compile(
    rf"\b(?:(?:[Pp]ada|[Ss]ejak|[Hh]ingga|[Ss]ampai|[Ss]ebelum|[Aa]khir|[Aa]wal|[Pp]ertengahan|[Ss]epanjang){S}+(?:tahun{S}+)?"
    rf"|(?:digelar|diadakan|terjadi|berlangsung|dibangun|dibentuk|didirikan|berdiri|terakhir){S}+tahun{S}+)"
    rf"(?P<year>\d{{4}})\b(?![/.\-–]?\d|{S}*(?:[-–%]|hingga|sampai|orang|pegawai|jiwa|suara|personel|TPS|ASN|PNS|rupiah|meter|km))"
)


# A day of the month alone: "sampai tanggal 31".
DAY_ALONE = re.compile(
    rf"(?i)\b(?P<lead>\w+){S}+(?P<date>tanggal{S}+(?P<day>\d{{1,2}}))\b"
    rf"(?![/.\-–:,]?\d|{S}*(?:[-–/]|dan\b|hingga\b|sampai\b|s\.?d\b|bulan\b|setiap\b|tiap\b|,{S}*\d))"
)


def _days_alone(text: str) -> Iterator[Printed]:
    if "tanggal" not in text.lower():
        return
    for match in DAY_ALONE.finditer(text):
        if match["lead"].casefold() in _words("day_before") and 1 <= int(match["day"]) <= 31:
            yield Printed(match.start("date"), match.end("date"), (Day(None, None, int(match["day"])),))


def _weekdays(text: str) -> Iterator[Printed]:
    for match in _weekday_pattern().finditer(text):
        weekday, shift = match["weekday"], re.sub(r"\s+", " ", (match["shift"] or "").strip().casefold())
        before = _word_before(text, match.start())
        after = (match["after"] or "").casefold()
        if before in _words("every") or before in _words("named_for_a_day") or after in _words("after_weekday"):
            continue
        if weekday == "Minggu" and (before.isdigit() or {after, shift} & _words("week_not_sunday")):
            continue
        if _joins_weekdays(text, match.start("weekday"), match.end("weekday")):
            continue
        last = next(group for group in ("shift", "part", "weekday") if match[group])
        yield Printed(match.start(), match.end(last), (), _weekday_of(weekday), shift)


def _joins_weekdays(text: str, start: int, end: int) -> bool:
    """Whether another weekday stands at the other end of a range: "Senin hingga Jumat" says how often, not when."""
    between = rf"{PART_OF_DAY}{S}*(?:-|–|/|hingga|sampai|s/d|dan){S}*"
    after, before = text[end : end + 40], text[max(0, start - 40) : start]
    names = _weekday_words()
    return bool(re.match(rf"(?i){between}(?:{names})\b", after) or re.search(rf"(?i)\b(?:{names}){between}$", before))


def _is_named_for(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start] != ", " and _word_before(text, start) in _words("named_for_a_day")


def _word_before(text: str, start: int) -> str:
    match = re.search(rf"([\w.]+?)[.,]?{S}*[(“\"]?$", text[max(0, start - NEAR) : start])
    return match[1].casefold() if match else ""


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    return int(printed) + (2000 if len(printed) == 2 else 0)


def _month(printed: str | None) -> int | None:
    return load_lexicon("dates")["months"][printed.casefold()] if printed else None


def _weekday_of(printed: str | None) -> int | None:
    return load_lexicon("dates")["weekdays"][printed.casefold()] if printed else None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_lexicon("dates")["rejecting"][key])


def _alternatives(table: str) -> str:
    return "|".join(sorted(map(re.escape, load_lexicon("dates")[table]), key=len, reverse=True))


@cache
def _weekday_words() -> str:
    return _alternatives("weekdays")


@cache
def _date_pattern() -> re.Pattern[str]:
    named, year = rf"(?:{_alternatives('months')})\b", r"\d{4}"
    bodies = (
        rf"(?P<a_from>\d{{1,2}}){S}?[-–]{S}?(?P<a_to>\d{{1,2}})/(?P<a_month>\d{{1,2}})(?:/(?P<a_year>{year}|\d\d))?",
        rf"(?P<i_year>{year})-(?P<i_month>\d\d)-(?P<i_day>\d\d)",
        rf"(?P<b_day>\d{{1,2}}){S}?(?:/{{1,2}}{S}?(?P<b_month>\d{{1,2}}){S}?/{S}?(?P<b_year>{year}|\d\d))",
        rf"(?P<j_day>\d{{1,2}})(?P<j_mark>[.-])(?P<j_month>\d{{1,2}})(?P=j_mark)(?P<j_year>{year}|\d\d)",
        rf"(?P<n_day>\d{{1,2}})[/-](?P<n_month>{named})[/-](?P<n_year>{year}|\d\d)",
        r"(?P<c_day>\d{1,2})/(?P<c_month>\d{1,2})",
        rf"(?P<d_day>\d{{1,2}})(?:{S}+(?P<d_month>{named})(?:,?{S}+(?P<d_year>{year}))?)?{RANGE}(?:(?:tanggal|tgl\.?){S}+)?"
        rf"(?:(?:{_weekday_words()}),?{S}*)?(?P<e_day>\d{{1,2}}){S}+(?P<e_month>{named})(?:\.?,?{S}+(?P<e_year>{year}))?",
        rf"(?P<f_days>\d{{1,2}}(?:{S}*(?:,{S}*dan|,|dan|&|serta){S}*\d{{1,2}}){{1,6}})(?P<f_tail>{S}+(?P<f_month>{named})(?:{S}+(?P<f_year>{year}))?)",
        rf"(?P<g_day>\d{{1,2}}){S}+(?P<g_month>{named})(?:\.?,?{S}+(?P<g_year>{year}))?",
        rf"{ROUGHLY}(?P<h_month>{named})(?:{S}+(?P<h_year>{year}))?{RANGE}(?:(?:{ROUGH}|bulan){S}+)?(?P<k_month>{named})(?:{S}+(?P<k_year>{year}))?",
        rf"{ROUGHLY}(?P<m_month>{named})\.?{S}+(?:tahun{S}+)?(?P<m_year>{year})",
    )
    lead = (
        rf"(?:(?P<weekday>{_weekday_words()}){PART_OF_DAY}(?:{S}+(?:kemarin|lalu|besok))?{S}?,?{S}*(?:(?:tanggal|tgl\.?){S}+)?)?"
        rf"(?:(?P<open>[(\[]){S}*)?"
    )
    rough = ("awal", "akhir", "pertengahan", "medio", "penghujung", "paruh", "pekan", "minggu")
    names = load_lexicon("dates")
    opening = begins_like([*rough, *names["months"], *names["weekdays"]], r"\d(\[")
    return re.compile(rf"(?i)(?<![\w/.\-]){opening}{lead}(?:{'|'.join(bodies)})(?![\w/]|[-.]\d)(?(open){S}*[)\]]?)")


@cache
def _month_pattern() -> re.Pattern[str]:
    long = "|".join(
        sorted((name.capitalize() for name in load_lexicon("dates")["months"] if len(name) > 4), reverse=True)
    )
    return re.compile(
        rf"(?<![\w/\-])(?P<rough>(?:(?:{ROUGH}|bulan){S}+){{1,2}})?(?P<month>{long}|Mei|Juni|Juli)\b(?![-/]\w)"
    )


@cache
def _weekday_pattern() -> re.Pattern[str]:
    names = "|".join(name.capitalize() for name in load_lexicon("dates")["weekdays"])
    shift = rf"(?:pekan|minggu){S}+(?:lalu|depan|ini|kemarin)|lalu|kemarin|besok|depan|mendatang|nanti|silam"
    return re.compile(
        rf"(?<![\w/\-.])(?P<weekday>{names})\b(?P<part>{PART_OF_DAY})(?:{S}+(?P<shift>{shift})\b|{S}+(?P<after>\w+))?"
    )
