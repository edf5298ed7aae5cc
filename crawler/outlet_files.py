"""Outlets read from TOML files: `crawler/outlets/ID.toml`, each with what its family in `crawler/families/` shares.

`docs/crawl.md` lists the keys. A mistake is told with the file and the key; nothing is guessed or passed over: a key
that is not known is a mistake, too.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from crawler.outlet import DEFAULT_PAGES, WAY_KINDS, Outlet, PageRule, WayRule
from crawler.outlet_values import (
    WORD,
    find_placeholders,
    read_addresses,
    read_base,
    read_canonical,
    read_count,
    read_date_format,
    read_delay,
    read_expressions,
    read_fields,
    read_flag,
    read_further,
    read_home,
    read_hosts,
    read_links,
    read_match,
    read_next,
    read_places,
    read_selector,
    read_selectors,
    read_start,
    read_state,
    read_text,
    read_texts,
    read_way_address,
    read_whole,
    read_word,
    read_zone,
)

OUTLETS = Path(__file__).parent / "outlets"
FAMILIES = Path(__file__).parent / "families"
LARGEST_FILE = 200_000

Reader = Callable[[object], Any]
FAMILY_KEYS: dict[str, Reader] = {"timezone": read_zone, "delay": read_delay, "evidence": read_text}
OUTLET_KEYS: dict[str, Reader] = {
    "name": read_text, "home": read_home, "base": read_base, "hosts": read_hosts, "family": read_word, **FAMILY_KEYS,
}  # fmt: skip
ARTICLE_KEYS: dict[str, Reader] = {
    "address": read_addresses, "never": read_addresses, "canonical": read_canonical, "whole": read_whole,
    "next": read_further, "body": read_selector, "title": read_selector, "author": read_selector,
    "editor": read_selector, "published": read_selector, "state": read_state,
    "drop": read_selectors, "residue": read_expressions, "examples": read_links, "not_articles": read_places,
}  # fmt: skip
PAGED: dict[str, Reader] = {"first": read_start, "step": read_count, "area": read_selector}
WAY_KEYS: dict[str, dict[str, Reader]] = {
    "sitemap": {"match": read_match},
    "feed": {"page": read_next, "start": read_next, "step": read_count, "whole": read_flag},
    "wordpress": {"fields": read_texts, "per_page": read_count},
    "index": {"date": read_date_format, **PAGED},
    "listing": {
        **PAGED, "next": read_selector, "next_attribute": read_text, "next_path": read_text, "html_path": read_text,
    },
    "search": PAGED,
    "api": {"items": read_text, "fields": read_fields, "first": read_start},
}  # fmt: skip
PLACEHOLDERS = {
    "index": {"date", "n"},
    "listing": {"n", "after"},
    "search": {"word", "tag", "n"},
    "api": {"n", "after"},
}
REQUIRED = ("name", "home", "base", "timezone")
REQUIRED_OF_WAY = {"index": ("date",), "api": ("fields",)}
NEEDED_IN_ADDRESS = {"index": ("date",), "search": ("word", "tag")}


class OutletError(ValueError):
    """An outlet's file cannot be used; the message names file and key and says what would do.

    `told` is the message without the file.
    """

    def __init__(self, path: Path, key: str, why: str) -> None:
        self.path = path
        self.told = f"{key}: {why}" if key else why
        super().__init__(f"{path}: {self.told}")


def load_outlets(folder: Path | None = None, only: Collection[str] = ()) -> list[Outlet]:
    """Read a folder's outlets, ordered by id, or those that `only` names. Raises OutletError at the first mistake."""
    folder = folder or OUTLETS
    paths = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    if not paths:
        raise OutletError(folder, "", "there is no outlet's file (*.toml) in this folder")
    for id in only:
        if id not in paths:
            raise OutletError(folder, "", f"there is no outlet {id!r}{_near(id, paths)}")
    return [read_outlet(path) for id, path in paths.items() if not only or id in only]


def read_outlet(path: Path) -> Outlet:
    """Read one outlet with its family. Raises OutletError."""
    if not WORD.fullmatch(path.stem):
        raise OutletError(path, "", 'the file\'s name is the outlet\'s id: lower case letters, digits, "_" and "-"')
    settings = _read_settings(path, OUTLET_KEYS)
    if name := settings.get("family"):
        settings = _merged(_read_settings(_family_path(path, name), FAMILY_KEYS), settings)
    for key in REQUIRED:
        if key not in settings:
            raise OutletError(path, key, "is missing")
    if "address" not in settings["article"]:
        raise OutletError(path, "article.address", "is missing, in the file and in its family")
    article = PageRule(**settings["article"])
    if article.canonical:
        _check_canonical(path, article)
    return Outlet(
        id=path.stem,
        article=article,
        ways=settings["ways"],
        **{key: settings[key] for key in OUTLET_KEYS if key in settings},
    )


def read_family(path: Path) -> None:
    """Check a family's file by itself. Raises OutletError."""
    _read_settings(path, FAMILY_KEYS)


def _read_settings(path: Path, keys: Mapping[str, Reader]) -> dict[str, Any]:
    """A file's values, its article's under "article" and its ways under "ways"."""
    table = _read_toml(path)
    article, ways = table.pop("article", {}), table.pop("way", [])
    settings = _read_table(path, "", table, keys, beside=("article", "way"))
    if not isinstance(article, dict):
        raise OutletError(path, "article", "must be a table: [article]")
    settings["article"] = _read_table(path, "article.", article, ARTICLE_KEYS)
    if not isinstance(ways, list) or not all(isinstance(way, dict) for way in ways):
        raise OutletError(path, "way", "must be tables, one for each way: [[way]]")
    settings["ways"] = tuple(_read_way(path, f"way {number}", way) for number, way in enumerate(ways, 1))
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise OutletError(path, "", f"is larger than {LARGEST_FILE:,} bytes")
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise OutletError(path, "", f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise OutletError(path, "", f"is not UTF-8: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise OutletError(path, "", f"is no TOML: {error}") from error
    except (RecursionError, ValueError, OverflowError) as error:
        raise OutletError(path, "", f"is no TOML that can be handled: {error}") from error


def _read_table(
    path: Path,
    before: str,
    table: Mapping[str, object],
    keys: Mapping[str, Reader],
    beside: Iterable[str] = (),
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in keys:
            raise OutletError(path, before + key, f"is no key that can stand here{_near(key, [*keys, *beside])}")
        try:
            values[key] = keys[key](value)
        except ValueError as error:
            raise OutletError(path, before + key, str(error)) from error
    return values


def _read_way(path: Path, label: str, table: dict[str, object]) -> WayRule:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in WAY_KINDS:
        raise OutletError(path, f"{label}.kind", f"must be one of {', '.join(WAY_KINDS)}{_near(str(kind), WAY_KINDS)}")
    allowed = frozenset(PLACEHOLDERS.get(kind, ()))
    common: dict[str, Reader] = {
        "kind": read_text,
        "url": partial(read_way_address, kind=kind, allowed=allowed),
        "max_pages": read_count,
        "topic": read_flag,
        "fallback": read_flag,
    }
    values = _read_table(path, f"{label} ({kind}).", table, {**common, **WAY_KEYS[kind]})
    for key in ("url", *REQUIRED_OF_WAY.get(kind, ())):
        if key not in values:
            raise OutletError(path, f"{label} ({kind}).{key}", "is missing")
    needed = NEEDED_IN_ADDRESS.get(kind, ())
    if needed and not find_placeholders(values["url"]).intersection(needed):
        raise OutletError(path, f"{label} ({kind}).url", f"must hold {' or '.join(f'{{{name}}}' for name in needed)}")
    if "page" in values and "start" in values:
        raise OutletError(path, f"{label} ({kind}).start", "cannot stand beside page: a feed is paged in one way")
    return WayRule(
        kind=kind,
        url=values["url"],
        max_pages=values.get("max_pages", DEFAULT_PAGES),
        topic=values.get("topic", False),
        fallback=values.get("fallback", False),
        options={key: value for key, value in values.items() if key not in common},
    )


def _merged(family: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = {**family, **own}
    merged["article"] = {**family["article"], **own["article"]}
    merged["ways"] = own["ways"] or family["ways"]
    return merged


def _family_path(path: Path, name: str) -> Path:
    """The file of an outlet's family: in the outlet's folder, beside it, or the project's own."""
    folders = (path.parent / "families", path.parent.parent / "families", FAMILIES)
    for folder in folders:
        if (found := folder / f"{name}.toml").is_file():
            return found
    known = {one.stem for folder in folders for one in folder.glob("*.toml")}
    raise OutletError(path, "family", f"there is no family {name!r}{_near(name, known)}")


def _check_canonical(path: Path, article: PageRule) -> None:
    """Each placeholder must be a group of one of the expressions."""
    groups = {name for pattern in article.address for name in pattern.groupindex}
    for name in sorted(find_placeholders(article.canonical or "")):
        if name not in groups:
            raise OutletError(
                path, "article.canonical", f"{{{name}}} is no group of address: write (?P<{name}>...) there"
            )


def _near(word: str, words: Iterable[str]) -> str:
    found = get_close_matches(word[:60], list(words), n=1, cutoff=0.6)
    return f"; {found[0]!r}?" if found else ""
