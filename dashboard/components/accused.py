"""The accused of a case in the reader's language: by count and office, never by name (docs/privacy.md).

Indonesian pages show the words as an article prints them. English pages tell count and office by a table
(`locales/offices.toml`), and keep the printed words beside it wherever these say more than the table knows.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd
from dash import html

from dashboard.components.request import Request
from dashboard.components.words import region_words
from dashboard.i18n import FOLDER, t
from warehouse.case_words import alternatives, load_words, office_names, plain_words

ONE = "seorang "


@dataclass(frozen=True, slots=True)
class Accused:
    """`words` in the reader's language, with a capital; `printed` are Indonesian words kept beside them, if any."""

    words: str
    printed: str | None = None

    def text(self) -> str:
        """All in one line."""
        return f"{self.words} (“{self.printed}”)" if self.printed else self.words

    def spans(self) -> list[Any]:
        """The same for a page, which says of the printed words that they are Indonesian."""
        if not self.printed:
            return [self.words]
        return [f"{self.words} (", html.Span(f"“{self.printed}”", lang="id"), ")"]


def accused(lang: str, row: Mapping[str, Any]) -> Accused:
    """The accused of a row of cases: `group_words`, else `office`; `person_count` where the row has it."""
    printed = " ".join((row["group_words"] or "").split())
    office = row["office"]
    if not printed and not office:
        return Accused(_upper(t(lang, "case.nobody")))
    if lang == "id":
        return Accused(_upper(_without_one(printed) or table()["indonesian"].get(office, office)))
    count = None if pd.isna(row.get("person_count")) else int(row["person_count"])
    return _in_english(printed or office, office, count)


def case_title(request: Request, row: Mapping[str, Any]) -> str:
    """The accused by office and area: "Sekretaris kecamatan, Kabupaten Lebak"."""
    area = region_words(request.lang, row["region_code"], row["region_name"])
    return ", ".join(part for part in (accused(request.lang, row).text(), area) if part)


def case_heading(request: Request, row: Mapping[str, Any]) -> list[Any]:
    """The same for a page: what stays in Indonesian is marked as that."""
    area = region_words(request.lang, row["region_code"], row["region_name"])
    return [*accused(request.lang, row).spans(), *([f", {area}"] if area else [])]


@cache
def table() -> Mapping[str, Any]:
    """The English names, by section."""
    return MappingProxyType(tomllib.loads((FOLDER / "offices.toml").read_text(encoding="utf-8")))


def _in_english(printed: str, office: str | None, person_count: int | None) -> Accused:
    """Printed words in English; a number only where they tell one, or the case does."""
    number, has_more, form = _parts(plain_words(printed))
    count, words, is_known = _number(number, person_count)
    # What is no office by the lists is told by that of the case, and kept.
    name = form if form in table()["forms"] else office_names().get(form, office)
    if not form:  # a number alone counts persons whose office is not told there
        what = t("en", "case.persons", n=count)
    elif name in table()["forms"] or name in table()["offices"]:
        what = _named(str(name), count)
    else:
        what = t("en", "casepage.accused")
    is_whole = is_known and not has_more and (not form or _is_plain(form))
    return Accused(_upper(f"{words} {what}".strip()), None if is_whole else _without_one(printed))


def _number(printed: str | None, person_count: int | None) -> tuple[int | None, str, bool]:
    """A printed number: how many persons (2 for a vague one), in English, and whether the English tells all of it."""
    if printed is None:
        return person_count, "", True
    if printed.isdigit():
        return int(printed), printed, True
    names = table()
    words = names["counts"] | names["vague"]
    return load_words()["counts"].get(printed, 2), words.get(printed, ""), printed in words


def _is_plain(form: str) -> bool:
    """Whether the English name tells all that the printed form does."""
    names = table()
    return form not in names["plain"]["kept"] and (
        form in names["offices"] or form in names["forms"] or form in names["plain"]["words"]
    )


def _named(name: str, count: int | None) -> str:
    """An office or form for so many persons; for one or several where nobody tells how many."""
    one, other = table()["forms"].get(name) or table()["offices"][name]
    if count is None and name not in table()["plain"]["single"]:
        return " ".join(_either(*pair) for pair in zip(one.split(), other.split(), strict=True))
    return str(one if count in (1, None) else other)


def _either(one: str, other: str) -> str:
    if one == other:
        return one
    return f"{one}(s)" if other == f"{one}s" else f"{one}/{other}"


def _parts(plain: str) -> tuple[str | None, bool, str]:
    """Number, whether a word beside it says more, and the office: "dua", False, "guru" of "dua orang guru"."""
    found = _opening().match(plain)
    if found is None:  # it matches everything
        raise ValueError(plain)
    return found["number"], bool(found["more"]), plain[found.end() :]


@cache
def _opening() -> re.Pattern[str]:
    """What stands before the office in a description, as `warehouse.case_words.find_described` finds it."""
    words = load_words()
    numbers = alternatives([*words["counts"], *words["vague"]["words"]])
    return re.compile(rf"(?:(?P<number>{numbers}|\d{{1,4}})(?: |$))?(?:orang )?(?P<more>(?:oknum |nama )*)")


def _without_one(words: str) -> str:
    """ "Seorang" is no part of an office."""
    return words[len(ONE) :] if words.lower().startswith(ONE) else words


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
