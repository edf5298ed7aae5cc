"""The domain's values in the reader's language: offices, regions, dates, measures, violations."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.i18n import format_date, format_month, format_number, t, texts
from dashboard.theme import MEASURE_GROUP as MEASURE_GROUPS
from warehouse.queries import ArticleView

NATION = "00"
# Zones as pages print them: hours from UTC to the name of the time.
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
ELECTION = re.compile(r"(pilkada|pemilu)-(\d{4})")


def measure_name(lang: str, value: str) -> str:
    """A measure's type in words; an unknown one as it stands in the address."""
    return t(lang, f"measure.{value}") if value in MEASURE_GROUPS else value


def violation_name(lang: str, value: str) -> str:
    """A violation's type in words; an unknown one as it stands in the address."""
    return value_name(lang, "violation", value)


def value_name(lang: str, key: str, value: str) -> str:
    """A value of the domain (of `relevance`, `measure_status`, ...) in words; an unknown one as it stands."""
    return t(lang, f"{key}.{value}") if f"{key}.{value}" in texts(lang) else value


def election_name(lang: str, value: str) -> str:
    """An election's id in words: "Pilkada 2024", "2024 regional elections"; anything else as it is."""
    found = ELECTION.fullmatch(value)
    return t(lang, f"election.{found[1]}", year=found[2]) if found else value


def role_words(lang: str, role: str, acting: str | None) -> str:
    """An office, with how it is held: "Pj. wali kota"."""
    name = t(lang, f"role.{role}")
    words = t(lang, f"acting.{acting}", role=name) if acting else name
    return words[:1].upper() + words[1:]


def total_words(lang: str, count: int, what: str) -> str:
    """A reported number with what it counts: "12 ASN"; an unknown kind as it stands."""
    key = f"total.{what}"
    return t(lang, key, n=count) if key in texts(lang) else f"{format_number(count, lang)} {what}"


def region_words(lang: str, code: str | None, name: str | None) -> str:
    """A region by its name; the nation in the reader's language; "" where the text does not tell."""
    if code is None or pd.isna(code):
        return ""
    return t(lang, "region.nation") if code == NATION else (name or code)


def office_words(lang: str, role: str, acting: str | None, code: str | None, region: str | None) -> str:
    """Office and jurisdiction: "Camat, Kab. Lebak"."""
    return ", ".join(part for part in (role_words(lang, role, acting), region_words(lang, code, region)) if part)


def date_words(lang: str, value: str) -> str:
    """An ISO 8601 day, month, year or range "from/to" in words; what is none of these as it stands."""
    first, slash, last = value.partition("/")
    if slash:
        return f"{date_words(lang, first)} – {date_words(lang, last)}"
    try:
        if len(value) == 10:
            return format_date(date.fromisoformat(value), lang)
        if len(value) == 7:
            return f"{format_month(int(value[5:]), lang)} {int(value[:4])}"
    except (KeyError, ValueError):
        return value
    return value


def published_words(lang: str, published: str | None) -> str | None:
    """Weekday, day and time of publication with its Indonesian zone; None where there is none or it does not parse."""
    try:
        moment = datetime.fromisoformat((published or "").strip())
    except ValueError:
        return None
    words = f"{t(lang, f'weekday.{moment.isoweekday()}')}, {format_date(moment.date(), lang)}"
    if moment.tzinfo is None or (moment.hour, moment.minute) == (0, 0):
        return words
    offset = moment.utcoffset()
    zone = ZONES.get(int(offset.total_seconds() // 3600)) if offset is not None else None
    clock = f"{moment.hour:02d}{t(lang, 'clock.point')}{moment.minute:02d}"
    return f"{words}, {clock} {zone}" if zone else words


def report_date_words(lang: str, row: ArticleView | Mapping[str, Any]) -> str | None:
    """The day that a report speaks of, None where it is undated."""
    value = row["report_date"] if isinstance(row, Mapping) else row.report_date
    return None if value is None or pd.isna(value) else format_date(pd.Timestamp(value).date(), lang)


__all__ = [
    "MEASURE_GROUPS",
    "date_words",
    "election_name",
    "measure_name",
    "office_words",
    "published_words",
    "region_words",
    "report_date_words",
    "role_words",
    "total_words",
    "value_name",
    "violation_name",
]
