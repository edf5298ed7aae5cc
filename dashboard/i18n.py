"""Words, numbers and dates in the reader's language, Indonesian (`id`) or English (`en`).

Texts are in `locales/`: `{id,en}.toml` hold the domain's vocabulary and the texts of the figures, `pages_{id,en}.toml`
those of the frame and the first pages, `<page>_{id,en}.toml` those of one page. Tables within tables give
dotted keys (`measure.reminder`). Where a key holds a table of `one` and
`other`, the value `n` chooses. Indonesian has no plural: it needs one form. `offices.toml` is no text of a page but
the English of printed words (`components/accused.py`).
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent / "locales"
LANGUAGES = ("id", "en")
PLURAL_FORMS = frozenset({"one", "other"})
MINUS = "\N{MINUS SIGN}"

Text = str | Mapping[str, str]


def t(lang: str, key: str, **values: object) -> str:
    """The text of a key, with `values` put in for its {names}; numbers and dates among them in the language's form.

    Raises ValueError on an unknown language, KeyError on a key that the language has not or a value that is missing.
    """
    text = texts(lang).get(key)
    if text is None:
        raise KeyError(f"{lang}: no text {key!r}")
    form = text if isinstance(text, str) else text["one" if _is_one(values.get("n")) else "other"]
    return form.format_map({name: _shown(value, lang) for name, value in values.items()}) if values else form


@cache
def texts(lang: str) -> Mapping[str, Text]:
    """All texts of a language by dotted key. Raises ValueError on an unknown language or a key given twice."""
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}: {', '.join(LANGUAGES)}")
    found: dict[str, Text] = {}
    for path in (FOLDER / f"{lang}.toml", *sorted(FOLDER.glob(f"*_{lang}.toml"))):
        for key, text in _flatten(tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in found:
                raise ValueError(f"{path.name}: {key} is given twice")
            found[key] = text
    return MappingProxyType(found)


def format_number(value: float, lang: str, decimals: int = 0) -> str:
    """1163 as "1.163" or "1,163"; with decimals "7,5" or "7.5"."""
    words = f"{value:,.{decimals}f}"
    if lang == "id":
        words = words.translate(str.maketrans(",.", ".,"))
    return words.replace("-", MINUS)


def format_share(share: float, lang: str, decimals: int = 0) -> str:
    """A share of 0 to 1 as "7,5%" or "7.5%"."""
    return f"{format_number(100 * share, lang, decimals)}%"


def format_date(day: date, lang: str) -> str:
    """A day as "25 Okt 2024" or "25 Oct 2024"; of a moment, the day in its own zone."""
    return f"{day.day} {format_month(day.month, lang)} {day.year}"


def format_month(month: int, lang: str) -> str:
    """The short name of a month, 1 to 12: "Agu", "Aug"."""
    return t(lang, f"month.{month}")


def format_range(first: date, last: date, lang: str) -> str:
    """Two days, no more said than needed: "1–7 Okt 2024", "28 Sep – 4 Okt 2024", "1 Jul 2024 – 28 Feb 2025"."""
    if first == last:
        return format_date(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, lang)}"
    if first.year == last.year:
        return f"{first.day} {format_month(first.month, lang)} – {format_date(last, lang)}"
    return f"{format_date(first, lang)} – {format_date(last, lang)}"


def format_days_to(days: int, lang: str) -> str:
    """Days from voting day: -30 as "H−30" or "D−30", 0 as "H" or "D"."""
    sign = "" if days == 0 else f"{MINUS if days < 0 else '+'}{abs(days)}"
    return f"{t(lang, 'figure.day')}{sign}"


def _is_one(number: object) -> bool:
    return number == 1 or str(number) == "1"


def _shown(value: object, lang: str) -> str:
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value, lang)
    return str(value)


def _flatten(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Text]]:
    found: list[tuple[str, Text]] = []
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, dict) and set(value) != PLURAL_FORMS:
            found += _flatten(value, f"{key}.")
        else:
            found.append((key, value if isinstance(value, dict) else str(value)))
    return found
