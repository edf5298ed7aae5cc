"""Time stamps that pages print in a line of their own: "Senin, 7 Oktober 2024 | 14:20 WIB".

A date inside a sentence is never one: a line counts only as a whole, a byline before or behind the stamp set off by a
dash, a bar or the like.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from crawler.lexicons import load_lexicon

LONGEST = 140
EARLIEST_YEAR = 1990
BETWEEN = r"\s*[-–—|/•·,]\s*"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp: `value` is ISO 8601, with time and zone where they are printed; `is_change` for an update's."""

    value: str
    is_change: bool


def parse_stamp(line: str) -> Stamp | None:
    """Read a line that is a time stamp; None for any other."""
    line = " ".join(line.split()).strip(" \u200b*_|•·-–—()[]")
    if not line or len(line) > LONGEST or (found := _pattern().fullmatch(line)) is None:
        return None
    day = _day(found)
    if day is None:
        return None
    lead = " ".join((found["lead"] or "").casefold().strip(" :").split())
    is_change = any(
        lead.startswith(word) or lead.endswith(word) for word in load_lexicon("timestamps")["words"]["changed"]
    )
    if found["hour"] is None:
        return Stamp(day.isoformat(), is_change)
    try:
        clock = time(_hour(found), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    zone = load_lexicon("timestamps")["zones"].get((found["zone"] or "").casefold(), "")
    return Stamp(f"{day.isoformat()}T{clock.isoformat()}{zone}", is_change)


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    return hour % 12 + (12 if half == "pm" else 0) if half else hour


def _day(found: re.Match[str]) -> date | None:
    months = {word: int(number) for number, words in load_lexicon("timestamps")["months"].items() for word in words}
    year = next(int(found[name]) for name in ("year1", "year2", "year3", "year4") if found[name])
    month_text = next(found[name] for name in ("month1", "month2", "month3", "month4") if found[name])
    day = next(int(found[name]) for name in ("day1", "day2", "day3", "day4") if found[name])
    month = months.get(month_text.casefold()) or int(month_text)
    try:
        found_day = date(year, month, day)
    except ValueError:
        return None
    return found_day if year >= EARLIEST_YEAR else None


@cache
def _pattern() -> re.Pattern[str]:
    lexicon = load_lexicon("timestamps")

    def alternatives(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    months = alternatives([word for words in lexicon["months"].values() for word in words])
    weekdays = alternatives(lexicon["words"]["weekdays"])
    labels = alternatives(lexicon["words"]["published"] + lexicon["words"]["changed"])
    lead = (
        rf"(?P<lead>(?:[^\d:|]{{2,60}}?(?::\s?[^\d|]{{2,40}}?)?\s*[-–—|/•·]\s*)?(?:(?:{labels})(?: pada| on)?\s?:?\s)?)"
    )
    day = (
        rf"(?P<day1>\d{{1,2}})[ -](?P<month1>{months})\.?[ -](?P<year1>\d{{4}})"
        rf"|(?P<month2>{months})\.? (?P<day2>\d{{1,2}}),? (?P<year2>\d{{4}})"
        r"|(?P<day3>\d{1,2})[/.-](?P<month3>\d{1,2})[/.-](?P<year3>\d{4})"
        r"|(?P<year4>\d{4})-(?P<month4>\d{2})-(?P<day4>\d{2})"
    )
    clock = (
        r"(?:(?:\s*[-–—|/•·,@]\s*|\s)(?:(?:pukul|jam|at)\s)?(?P<hour>\d{1,2})\s?[:.]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
        r"\s?(?P<half>am|pm)?\s?(?P<zone>wib|wita|wit)?)?"
    )
    behind = rf"(?:{BETWEEN}[^.!?]{{1,50}}|\s(?:oleh|by)\s[^.!?]{{1,40}})?"
    return re.compile(rf"(?i){lead}(?:(?:{weekdays})\.?\s?[,/]?\s?)?(?:{day}){clock}{behind}")
