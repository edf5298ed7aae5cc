"""What is wrong with a folder of outlets' files, as far as that can be told without the sites.

Beside mistakes that keep a file from being read: addresses taken for articles that are none, examples that are not
taken, twins that would be stored twice, a zone or a region that does not fit, a delay that is no manners.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from crawler.lexicons import load_lexicon
from crawler.outlet import Outlet, WayRule, article_address, placeholders
from crawler.outlet_files import OUTLETS, OutletError, read_family, read_outlet

# Regions are data of the next stage; its table is read as a file, where it lies beside this package.
AREAS = Path(__file__).parent.parent / "nlp" / "gazetteer" / "areas.csv"
LEAST_DELAY = 1.0
# Zones by the first digits of a code.
ZONES = {
    "Asia/Jakarta": ("1", "2", "3", "61", "62"),
    "Asia/Makassar": ("5", "63", "64", "65", "7"),
    "Asia/Jayapura": ("8", "9"),
}
A_DAY = date(2024, 10, 7)
FILLINGS = {"n": "2", "word": quote_plus("netralitas asn"), "after": "100"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file."""

    path: Path
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


def check_outlets(folder: Path | None = None) -> list[Problem]:
    """Find what is wrong with a folder's files, file by file; an empty list where nothing is."""
    folder = folder or OUTLETS
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        return [Problem(folder, "there is no outlet's file (*.toml) in this folder")]
    problems: dict[Problem, None] = {}
    areas = _known_areas()
    hosts: dict[str, Path] = {}
    for path in sorted((folder / "families").glob("*.toml")):
        try:
            read_family(path)
        except OutletError as error:
            problems[Problem(error.path, error.told)] = None
    for path in paths:
        try:
            outlet = read_outlet(path)
        except OutletError as error:
            problems[Problem(error.path, error.told)] = None
            continue
        for text in (*check_outlet(outlet, areas), *_check_hosts(outlet, path, hosts)):
            problems[Problem(path, text)] = None
    return list(problems)


def print_problems(folder: Path | None = None) -> int:
    """Print what is wrong with a folder's files. The result is an exit status: 0 where nothing is."""
    folder = folder or OUTLETS
    problems = check_outlets(folder)
    for problem in problems:
        print(problem)
    count = len(list(folder.glob("*.toml")))
    bad = len({problem.path for problem in problems})
    print(f"{count} outlets, {len(problems)} problems in {bad} files" if problems else f"{count} outlets, no problems")
    return 1 if problems else 0


def check_outlet(outlet: Outlet, areas: frozenset[str] = frozenset()) -> Iterator[str]:
    """Find what is wrong with one outlet that could be read; `areas` are the codes that there are, as far as known."""
    if not outlet.ways:
        yield "way: there is none, in the file or in its family: nothing would be found"
    if outlet.delay < LEAST_DELAY and not _is_ours(outlet.host):
        yield f"delay: {outlet.delay:g} seconds are no manners towards a site of others; at least {LEAST_DELAY:g}"
    yield from _check_place(outlet, areas)
    yield from _check_canonical(outlet)
    yield from _check_not_articles(outlet)
    yield from _check_examples(outlet)


def _check_hosts(outlet: Outlet, path: Path, hosts: dict[str, Path]) -> Iterator[str]:
    """Two outlets with one host would store its articles twice."""
    for host in sorted({name.removeprefix("www.") for name in (outlet.host, *outlet.hosts)}):
        if host in hosts:
            yield f"hosts: {host} is {hosts[host].name}'s, too"
        hosts.setdefault(host, path)


def _check_place(outlet: Outlet, areas: frozenset[str]) -> Iterator[str]:
    if areas and outlet.home not in areas:
        yield f"home: there is no area {outlet.home}"
    zone = next((zone for zone, codes in ZONES.items() if outlet.home.startswith(codes)), None)
    if zone and outlet.timezone.key != zone:
        yield f"timezone: {outlet.home} is in {zone}, not {outlet.timezone.key}"


def _check_canonical(outlet: Outlet) -> Iterator[str]:
    names = placeholders(outlet.article.canonical or "")
    if names and not any(names <= pattern.groupindex.keys() for pattern in outlet.article.address):
        yield f"article.canonical: no expression of address has all its groups: {', '.join(sorted(names))}"


def _check_not_articles(outlet: Outlet) -> Iterator[str]:
    for number, way in enumerate(outlet.ways, 1):
        url = _filled(outlet, way)
        if article_address(outlet, url):
            yield f"article.address: takes the address of way {number} for an article's: {url}"
    for address in load_lexicon("no_articles")["addresses"]:
        forms = (address,) if "?" in address or "." in address else (address, f"{address.rstrip('/')}/")
        taken = [form for form in forms if article_address(outlet, outlet.absolute(form))]
        if taken:
            yield f"article.address: takes {taken[0]} for an article; write what it is in never"
    for address in outlet.article.not_articles:
        if article_address(outlet, outlet.absolute(address)):
            yield f"article.not_articles: is taken for an article: {address}"


def _check_examples(outlet: Outlet) -> Iterator[str]:
    if not outlet.article.examples:
        yield "article.examples: give the address of an article or two, so that address can be checked"
    keys: dict[str, str] = {}
    for url in outlet.article.examples:
        if not outlet.owns(url):
            yield f"article.examples: is on no host of the outlet: {url}"
            continue
        found = article_address(outlet, url)
        if found is None:
            yield f"article.examples: is not taken for an article: {url}"
            continue
        again = article_address(outlet, found.url)
        if again is None or again.key != found.key:
            yield f"article.canonical: makes {found.url} of {url}, which is another article or none"
        for other, key in keys.items():
            if _are_twins(url, other) and key != found.key:
                yield f"article.address: two addresses of one article are taken for two: {other} and {url}"
            if not _are_twins(url, other) and key == found.key:
                yield f"article.address: two articles are taken for one: {other} and {url}"
        keys[url] = found.key


def _are_twins(one: str, other: str) -> bool:
    """Whether two addresses have the look of one article: the same slug, or the same long number."""
    return bool(_marks(one) & _marks(other))


def _marks(url: str) -> set[str]:
    path = urlsplit(url).path
    slugs = {part.removesuffix(".html") for part in path.split("/") if part.count("-") + part.count("_") >= 2}
    return slugs | set(re.findall(r"(?<![\w-])\d{5,}(?![\w-])", url))


def _filled(outlet: Outlet, way: WayRule) -> str:
    """A way's address as it may be asked."""
    url = way.url
    form = way.options.get("date")
    for name, value in {**FILLINGS, "date": A_DAY.strftime(form) if isinstance(form, str) else ""}.items():
        url = url.replace(f"{{{name}}}", value)
    return outlet.absolute(url)


def _is_ours(host: str) -> bool:
    """Whether a host is one that tests serve."""
    name = host.partition(":")[0]
    return name.endswith(".test") or name in ("localhost", "127.0.0.1")


def _known_areas() -> frozenset[str]:
    if not AREAS.is_file():
        return frozenset()
    with AREAS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))
