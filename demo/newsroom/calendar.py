"""Dates as Indonesian pages print them."""

from datetime import UTC, datetime

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_date(moment: datetime) -> str:
    """ "26 September 2023"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def full_date(moment: datetime) -> str:
    """ "Selasa, 26 September 2023"."""
    return f"{DAYS[moment.weekday()]}, {long_date(moment)}"


def short_date(moment: datetime) -> str:
    """ "Selasa, 16 Jul 2024"."""
    return f"{DAYS[moment.weekday()]}, {moment.day} {SHORT[moment.month - 1]} {moment.year}"


def iso_utc(moment: datetime) -> str:
    """A moment in UTC, as metadata have it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def http_date(moment: datetime) -> str:
    """A moment as in the headers of HTTP."""
    utc = moment.astimezone(UTC)
    return f"{_english_day(utc)}, {utc:%d} {ENGLISH[utc.month - 1]} {utc:%Y %H:%M:%S} GMT"


def feed_date(moment: datetime) -> str:
    """A moment as in RSS, with its own offset."""
    return f"{_english_day(moment)}, {moment:%d} {ENGLISH[moment.month - 1]} {moment:%Y %H:%M:%S %z}"


def _english_day(moment: datetime) -> str:
    return ENGLISH_DAYS[moment.weekday()]
