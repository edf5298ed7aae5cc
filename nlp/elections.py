"""Elections that an article names: `pilkada-2024`, `pemilu-2019`.

A name with its year tells the election. One without ("Pilkada serentak", "Pilgub Sumut") is resolved by a voting day
in the text, else by the publication date, through the calendar; a vote held again belongs to the election before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.election_calendar import current_election, election_of_year, last_election, load_elections
from nlp.lexicons import load_lexicon
from nlp.long_patterns import begins_like
from nlp.records import DateRef, Value
from nlp.spans import ClosedSpans

S = r"[ \t\u00a0]"
AREA = r"(?:[A-Z][\w.'-]*+[ \t\u00a0]+){0,5}"
AND = rf"{S}*(?:dan/atau|dan|maupun|ataupun|atau|serta|/|,|&){S}*"
RECENT = timedelta(days=240)
REVOTE = timedelta(days=400)  # the last votes of a pilkada held again came nine months after it
EVERY = re.compile(r"(?i)\b(?:setiap|tiap|saban)\b[^.]*$")
# Between a law's number and what its title is about.
TITLE = re.compile(r"(?i)[\s\u00a0]*(?:\([^)\n]{0,60}\))?[\s\u00a0]*tentang\b[^.;,\n]{0,100}")
LONGEST_TITLE = 120
NEXT_VOTE = timedelta(days=30)
# Between an election's name and one of the other kind: "pemilihan umum (pemilu) dan pilkada".
JOINED = re.compile(r"\s*(?:\([^)\n]{0,20}\)|\))?\s*(?:dan|serta)\s*")
LOOSE_AND = frozenset({"maupun", "ataupun", "atau", "/", "dan", "dan/atau"})


@dataclass(frozen=True, slots=True)
class ElectionName:
    """The name of an election in the text; `years` are those printed with it, none for a bare name."""

    kind: str
    years: tuple[int, ...]
    start: int
    end: int
    is_loose: bool = False  # "pemilu maupun pilkada": elections in general
    is_joined: bool = False  # "pemilu (pemilu) dan pilkada": beside one of the other kind


@Language.component("elections")
def mark_elections(doc: Doc) -> Doc:
    """Set `doc._.elections`: every election once, at its best evidence, in reading order."""
    article, text = doc._.article, doc._.article.text
    residue = ClosedSpans(doc._.residue)
    laws = [law.end for law in doc._.legal]
    names = [
        name
        for name in find_names(text)
        if not residue.hold(name.start) and (name.years or not _is_in_title(text, name, laws))
    ]
    doc._.elections = resolve_elections(text, names, doc._.dates, _reference(article.published, doc._.dates))
    return doc


def _is_in_title(text: str, name: ElectionName, laws: Sequence[int]) -> bool:
    """Whether a name stands in the title of a law just cited: "UU 10/2016 tentang Pemilihan Gubernur"."""
    at = bisect_right(laws, name.start)
    return (
        at > 0 and name.start - laws[at - 1] < LONGEST_TITLE and bool(TITLE.fullmatch(text, laws[at - 1], name.start))
    )


def find_names(text: str) -> list[ElectionName]:
    """Find every name of an election, in reading order. Names of bodies and laws that hold one are not."""
    return list(_find_names(text))


@lru_cache(maxsize=4)
def _find_names(text: str) -> tuple[ElectionName, ...]:
    """The names, once a text: dates ask for them, too."""
    found: list[ElectionName] = []
    for match in _name_pattern().finditer(text):
        if match["other"]:
            continue
        kind = "pilkada" if match["pilkada"] else "pemilu"
        years = tuple(int(year) for year in re.findall(r"\d{4}", match["years"] or ""))
        found.append(ElectionName(kind, years, match.start(), match.end()))
    return tuple(_with_shared_years(text, found))


def _with_shared_years(text: str, names: Sequence[ElectionName]) -> Iterator[ElectionName]:
    """A year printed once for two names is that of both ("Pemilu dan Pilkada 2024"); without any they are loose."""
    is_faced = False
    for at, name in enumerate(names):
        following = names[at + 1] if at + 1 < len(names) else None
        previous = names[at - 1] if at else None
        after = text[name.end : following.start].strip() if following and following.start - name.end < 14 else None
        before = text[previous.end : name.start].strip() if previous and name.start - previous.end < 14 else None
        years = name.years
        if not years and following and after is not None and re.fullmatch(AND.strip(), f"{after}"):
            years = following.years
        is_joined = any(
            other.kind != name.kind and JOINED.fullmatch(text, name.end, other.start)
            for other in names[at + 1 : at + 3]
        )
        loose_after = after in LOOSE_AND and following is not None and following.kind != name.kind
        loose_before = (
            before in LOOSE_AND and previous is not None and previous.kind != name.kind and not previous.years
        )
        facing = _facing_pattern().search(text[max(0, name.start - 24) : name.start])
        is_faced = is_faced and before in {"dan", "serta"}  # "menghadapi pemilu dan pilkada": both
        is_loose = not years and (loose_after or (loose_before and not is_faced)) and not (facing and loose_after)
        is_faced = facing is not None
        yield ElectionName(name.kind, years, name.start, name.end, is_loose, is_joined)


def election_spans(text: str) -> list[tuple[int, int]]:
    """The spans of names with their years: such a year is no date."""
    return [(name.start, name.end) for name in find_names(text) if name.years]


def elections_named(text: str) -> frozenset[str]:
    """The ids of the elections that are named with their year."""
    found = (election_of_year(name.kind, year) for name in find_names(text) for year in name.years)
    return frozenset(name for name in found if name)


def resolve_elections(
    text: str, names: Sequence[ElectionName], dates: Sequence[DateRef], reference: date | None
) -> list[Value]:
    """The elections that names and voting days tell. `reference` is the day that bare names are resolved against."""
    found: dict[str, Value] = {}

    def add(election: str | None, start: int, end: int, family: str) -> None:
        if election:
            found.setdefault(election, Value(election, start, end, f"{family}: {text[start:end].casefold()}"))

    for name in names:
        for year in name.years:
            exact = f"{name.kind}-{year}" in load_elections()
            add(election_of_year(name.kind, year), name.start, name.end, "named.year" if exact else "named.odd_year")
    for day in dates:
        if day.role == "voting_day":
            add(_voted_on(day.value), day.start, day.end, "voting_day")
    if reference:
        setting = _setting(text, names, found, reference)
        for name in names:
            if not name.years and not name.is_loose:
                add(_resolve_bare(text, name, setting), name.start, name.end, f"bare.{name.kind}")
        if not found:
            add(*_resolve_unnamed(text, reference), "unnamed")
    return sorted(found.values(), key=lambda value: value.start)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a bare name is read by: the day, whether a vote is held again, which elections the text is about."""

    reference: date
    is_again: bool
    has_pilkada: bool
    has_pemilu_candidates: bool


def _setting(text: str, names: Sequence[ElectionName], found: Iterable[str], reference: date) -> Setting:
    return Setting(
        reference,
        is_again=_alone_pattern("again").search(text) is not None,
        has_pilkada=any(name.kind == "pilkada" for name in names) or any(name.startswith("pilkada") for name in found),
        has_pemilu_candidates=_alone_pattern("pemilu_only").search(text) is not None,
    )


def _voted_on(value: str) -> str | None:
    days = {election.voting_date.isoformat(): name for name, election in load_elections().items()}
    return days.get(value)


def _resolve_bare(text: str, name: ElectionName, setting: Setting) -> str | None:
    if setting.is_again and (last := _recent(name.kind, setting.reference, REVOTE)):
        return last
    if EVERY.search(text[max(0, name.start - 24) : name.start]):
        return None
    if name.kind == "pemilu" and not _is_faced(text, name, setting):
        return None
    if _before_pattern().match(text, name.end):
        return _one_before(name.kind, setting.reference)
    return current_election(name.kind, setting.reference)


def _one_before(kind: str, reference: date) -> str | None:
    """The election before. Heads of regions are not elected everywhere each time: theirs counts while it is recent."""
    return _recent(kind, reference, RECENT) if kind == "pilkada" else last_election(kind, reference)


def _recent(kind: str, reference: date, span: timedelta) -> str | None:
    last = last_election(kind, reference)
    return last if last and reference - load_elections()[last].voting_date <= span else None


def _is_faced(text: str, name: ElectionName, setting: Setting) -> bool:
    """Whether a bare "pemilu" is the general election: the word is also used of every vote."""
    if text[name.start : name.end].casefold().startswith(("pileg", "pilpres", "pemilihan p", "pemilihan l")):
        return True
    if setting.has_pemilu_candidates:
        return True
    facing = _facing_pattern().search(text[max(0, name.start - 24) : name.start])
    if facing and name.is_joined and _is_ahead(setting.reference):  # "menjelang pemilu dan pilkada" before both
        return True
    return not setting.has_pilkada and facing is not None


def _is_ahead(reference: date) -> bool:
    """Whether the vote of the general election spoken of lies ahead, or is just over."""
    current = current_election("pemilu", reference)
    return current is not None and load_elections()[current].voting_date >= reference - NEXT_VOTE


def _resolve_unnamed(text: str, reference: date) -> tuple[str | None, int, int]:
    """A vote spoken of without its name, told by the candidates that the text speaks of ("caleg", "calon bupati").

    A vote held again belongs to the last vote of either kind.
    """
    again = _alone_pattern("revote").search(text)
    if again:
        last = [name for kind in ("pemilu", "pilkada") if (name := _recent(kind, reference, REVOTE))]
        latest = max(last, key=lambda name: load_elections()[name].voting_date, default=None)
        return latest, again.start(), again.end()
    feast = _alone_pattern("feast").search(text)
    for kind in ("pemilu", "pilkada"):
        candidate = _alone_pattern(f"{kind}_only").search(text)
        if candidate:
            told = feast or candidate
            return current_election(kind, reference), told.start(), told.end()
    return None, 0, 0


def _reference(published: str | None, dates: Sequence[DateRef]) -> date | None:
    """The publication day, else the first day on which something is said or done in the text."""
    for value in (published, *(day.value for day in dates if day.role in {"statement", "event"})):
        try:
            return date.fromisoformat((value or "")[:10])
        except ValueError:
            continue
    return None


def _alternatives(words: Sequence[str]) -> str:
    spelt = (re.escape(word).replace(r"\ ", rf"{S}+") for word in sorted(words, key=len, reverse=True))
    return "|".join(spelt)


@cache
def _name_pattern() -> re.Pattern[str]:
    names = load_lexicon("elections")["names"]
    held = rf"(?:(?i:yang){S}+)?(?:(?i:akan){S}+)?"
    held += rf"(?i:digelar|dilaksanakan|diselenggarakan|berlangsung|dihelat)(?:{S}+(?i:serentak))?"
    year = rf"(?:(?:{held}{S}+)?(?i:pada|di){S}+)?(?:(?:(?i:tahun|thn|th)\.?){S}*)?(?:19|20)\d\d(?![\d/])"
    heads = r"(?i:gubernur|bupati|wali[ ]?kota|presiden)"
    deputies = rf"(?:{S}*(?:,{S}*(?:dan|serta|dan/atau)?|dan|serta|/){S}*(?i:(?:wakil{S}+)?{heads})){{0,6}}"
    opening = begins_like(word for listed in names.values() for word in listed)
    with_area = rf"(?:{S}+(?i:serentak|nasional|ulang|langsung)){{0,2}}(?:{S}+(?:{AREA})(?i:serentak{S}+)?)?"
    return re.compile(
        rf"(?<![\w-]){opening}(?:(?P<other>(?i:{_alternatives(names['others'])}))\b|"
        rf"(?:(?P<pilkada>(?i:{_alternatives(names['pilkada'])}))|(?P<pemilu>(?i:{_alternatives(names['pemilu'])})))\b"
        rf"{deputies}(?:\)?{with_area}{S}*(?P<years>{year}(?:(?:{S}*,|{S}+dan|{S}+maupun){S}+{year})*))?)"
    )


@cache
def _facing_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{_alternatives(load_lexicon('elections')['cues']['facing'])}){S}+$")


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)(?:{S}+serentak)?{S}+(?:yang{S}+)?(?:{_alternatives(load_lexicon('elections')['cues']['before'])})\b"
    )


@cache
def _alone_pattern(key: str) -> re.Pattern[str]:
    words = load_lexicon("elections")["cues"][key]
    return re.compile(rf"(?i)\b{begins_like(words)}(?:{_alternatives(words)})\b")
