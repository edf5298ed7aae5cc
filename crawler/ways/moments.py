"""Moments as feeds, sitemaps and interfaces write them, and days that stand in addresses."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import urlsplit

from crawler.lexicons import load_lexicon
from crawler.timestamps import EARLIEST_YEAR, parse_stamp
from crawler.ways.base import Window

LONGEST = 100
LATEST_YEAR = 2100
# "Mon, 07 Oct 2024 14:20:00 +0700", the month in Indonesian too.
MAIL = re.compile(
    r"(?:[^\W\d_'’]{3,9}(?:['’]at)?[.,]?\s)?\s?(?P<day>\d{1,2})[ -](?P<month>[^\W\d_]{3,10})\.?[ -](?P<year>\d{4}|\d\d)"
    r"(?:,?\s(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?)?"
    r"(?:\s?(?P<zone>[A-Za-z]{1,5})?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?)?$"
)
ISO_ZONE = re.compile(r"\s?(?P<zone>[A-Za-z]{3,4})$")
FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,9}")
ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9, "est": -5, "edt": -4, "pst": -8, "pdt": -7}
IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})(?:/(\d{1,2}))?(?=/)")


def parse_moment(value: object, zone: tzinfo) -> datetime | None:
    """A moment in UTC; what is printed without a zone is in `zone`. Numbers are seconds or milliseconds since 1970.

    None where the value is no moment, or none of a day at least.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        moment = _parse_text(value) if isinstance(value, str) else _since_1970(value)
        if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def days_in_address(url: str) -> tuple[date, date] | None:
    """The first and last day that an address may be of, by year, month and day in its path; None where none is."""
    found = IN_PATH.search(urlsplit(url).path)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return (date(year, month, day),) * 2 if 1 <= day <= last else (date(year, month, 1), date(year, month, last))


def may_lie_in(window: Window, url: str) -> bool:
    """Whether an article may be of the window, as far as its address tells."""
    days = days_in_address(url)
    if days is None:
        return True
    first, last = days
    before = window.since is not None and (window.since - last).days > 1
    after = window.until is not None and (first - window.until).days > 1
    return not before and not after


def is_too_old(window: Window, changed: datetime | None) -> bool:
    """Whether what was last changed at a moment was published before the window.

    Later than the window it may well be: an article of the window that was changed afterwards.
    """
    return changed is not None and window.since is not None and (window.since - changed.date()).days > 1


def _parse_text(value: str) -> datetime | None:
    value = " ".join(value[: LONGEST + 1].split())
    if not value or len(value) > LONGEST:
        return None
    if value.isdecimal() and len(value) in (10, 13):
        return _since_1970(int(value))
    if value[:4].isdecimal() and value[4:5] in "-/":
        return _parse_iso(value)
    if found := MAIL.match(value):
        return _parse_mail(found)
    stamp = parse_stamp(value)
    return datetime.fromisoformat(stamp.value) if stamp else None


def _parse_iso(value: str) -> datetime | None:
    value = FRACTION.sub("", value.replace("/", "-"))
    if found := ISO_ZONE.search(value):
        offset = ZONES.get(found["zone"].lower())
        if offset is None:
            return None
        return datetime.fromisoformat(value[: found.start()]).replace(tzinfo=timezone(timedelta(hours=offset)))
    if len(value) < 10:
        return None
    date_part, time_part = value[:11], value[11:].replace(" ", "")
    return datetime.fromisoformat(date_part.strip() if not time_part else date_part + time_part)


def _parse_mail(found: re.Match[str]) -> datetime | None:
    month = _months().get(found["month"].casefold())
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    moment = datetime(year, month, int(found["day"]), hour, minute, second)
    zone, offset = (found["zone"] or "").casefold(), found["offset"]
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        span = timedelta(hours=hours, minutes=minutes)
        return moment.replace(tzinfo=timezone(-span if offset[0] == "-" else span))
    return moment.replace(tzinfo=timezone(timedelta(hours=ZONES[zone]))) if zone in ZONES else moment


def _since_1970(value: float) -> datetime:
    seconds = value / 1000 if abs(value) > 100_000_000_000 else value
    return datetime.fromtimestamp(seconds, UTC)


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in load_lexicon("timestamps")["months"].items() for word in words}
