"""The bodies an article names: governments, agencies, supervisors, courts, with the area in their name.

"Badan Kepegawaian Daerah (BKD) Kota X" is one body, "BKD Kota X"; a bare "Bawaslu" is completed with the area that the
article gives to that body elsewhere, or with the area that it is about.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from nlp.areas import NATION, load_areas, province_of
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrases, compile_phrases
from nlp.regions import Place
from nlp.span_search import SpanSearch

# Between the head of a body and its area: an abbreviation in brackets, a word of level.
BEFORE_AREA = re.compile(
    r"(?i)(?:[ \u00a0]?\([^()\n]{2,20}\))?(?:[ \u00a0](?:kota|kabupaten|kab\.?|provinsi|prov\.?|daerah|ri))*[ \u00a0]?"
)
SHORT_FORM = re.compile(r"[ \u00a0]?\(([A-Za-z][\w./-]{1,14})\)")
LEVEL = re.compile(r"(?i)(?:kota|kabupaten|provinsi)[ \u00a0]")
PROPER = re.compile(r"\b[A-Z]")
LINE = re.compile(r"[^\n]+")
AREA_REACH = 45
# A long form ("pejabat pembina kepegawaian") is a body without capitals, too.
WRITTEN_OUT = 20
GOVERNMENT_LEVELS = {"pemko": "city", "pemkot": "city", "pemkab": "regency", "pemprov": "province"}


@dataclass(frozen=True, slots=True)
class Body:
    """One place where a body is named; `name` is complete as soon as its area is known, `code` is that area's."""

    short: str
    kind: str
    code: str | None
    start: int
    end: int
    area: str = ""

    @property
    def name(self) -> str:
        """The shortest unambiguous name: "Bawaslu Kota Metro"."""
        return f"{self.short} {self.area}".strip()


@dataclass(frozen=True)
class Areas:
    """How the article writes areas (`names`) and governments (`forms`: Pemko, Pemkot) by code; `main` is its own."""

    names: Mapping[str, str]
    forms: Mapping[str, str]
    main: str | None
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)


@cache
def _heads() -> tuple[Phrases, Mapping[int, Mapping[str, str]]]:
    """The names of all bodies as one list, and kind and short form of each by its `id`."""
    found = [(phrase, entry) for entry in load_lexicon("bodies")["body"] for phrase in compile_phrases(entry["names"])]
    entries = {id(phrase): {key: entry[key] for key in ("kind", "short")} for phrase, entry in found}
    return Phrases(phrase for phrase, _ in found), entries


def find_bodies(doc: Doc) -> list[Body]:
    """Every body named outside residue, in order, the longest name where several begin or overlap; found once."""
    kept: list[Body] | None = doc.user_data.get("bodies")
    if kept is None:
        kept = doc.user_data["bodies"] = _find_bodies(doc._.article.text, doc._.places)
    return kept


def _find_bodies(text: str, places: Sequence[Place]) -> list[Body]:
    phrases, entries = _heads()
    lines = SpanSearch(text, tuple(line.span() for line in LINE.finditer(text)))
    spans = [(*found.span(), entries[id(phrase)]) for phrase, _, found in lines.matches(phrases, lines.everywhere)]
    spans.sort(key=lambda span: (span[0], -span[1]))
    starts = {place.start: place for place in places}
    bodies: list[Body] = []
    for start, end, entry in spans:
        is_name = PROPER.search(text, start, end) or end - start >= WRITTEN_OUT
        if (bodies and start < bodies[-1].end) or not is_name:
            continue
        bodies.append(_read_body(text, start, end, entry, starts))
    return bodies


def _read_body(text: str, start: int, end: int, entry: Mapping[str, str], places: Mapping[int, Place]) -> Body:
    short = _short_form(text, start, end, entry)
    if entry["kind"] == "nation":
        return Body(short, "nation", NATION, start, end)
    gap = BEFORE_AREA.match(text, end)
    stop = gap.end() if gap else end
    for at in range(end, min(stop, end + AREA_REACH) + 1):
        place = places.get(at)
        if place is not None:
            printed = text[place.start : place.end]
            level = LEVEL.search(text, end, place.start)
            if level and entry["kind"] != "government" and not LEVEL.match(printed):
                printed = f"{level[0].strip()} {printed}"
            if entry["kind"] == "government":
                printed = LEVEL.sub("", printed)
            return Body(short, entry["kind"], place.code, start, place.end, " ".join(printed.split()))
    return Body(short, entry["kind"], None, start, end)


def _short_form(text: str, start: int, end: int, entry: Mapping[str, str]) -> str:
    """The form the article itself prints: in brackets behind the name, or the name where that is short already."""
    in_brackets = SHORT_FORM.match(text, end)
    if in_brackets and entry["kind"] != "nation":
        return in_brackets[1]
    printed = text[start:end]
    if " " not in printed and entry["kind"] in {"government", "agency", "supervisor", "commission", "council"}:
        return printed if printed[:1].isupper() else entry["short"]
    if entry["kind"] == "police":
        return {"kapolres": "Polres", "kapolda": "Polda", "kapolresta": "Polresta"}.get(printed.lower(), entry["short"])
    return entry["short"]


def read_areas(text: str, places: Sequence[Place], bodies: Sequence[Body], main: str | None) -> Areas:
    """How this article writes its areas: the form used most often, without the word of level."""
    seen: dict[str, Counter[str]] = {}
    forms: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    for place in places:
        if place.kind in {"province", "regency", "city", "initials"}:
            printed = " ".join(LEVEL.sub("", text[place.start : place.end]).split())
            if not printed.isupper() or len(printed) <= 4:
                seen.setdefault(place.code, Counter())[printed] += 1
    for body in bodies:
        if body.kind == "government" and body.code and body.short.lower() in GOVERNMENT_LEVELS:
            forms.setdefault(body.code, body.short)
        if body.code and body.area:
            known.setdefault((body.short, body.code), body.area.removeprefix("Provinsi "))
    home = load_areas().get(main or "")
    for body in bodies:
        is_bare = home is not None and body.kind == "government" and body.code is None
        if home is not None and is_bare and GOVERNMENT_LEVELS.get(body.short.lower()) == home.level:
            forms.setdefault(home.code, body.short)
    names = {code: _usual_name(counts) for code, counts in seen.items()}
    return Areas(names, forms, main, known)


def _usual_name(counts: Counter[str]) -> str:
    """The shortest name that is printed more than once, else the one printed most."""
    repeated = [name for name, count in counts.items() if count > 1]
    return min(repeated, key=len) if repeated else counts.most_common(1)[0][0]


def area_name(areas: Areas, code: str) -> str:
    """An area's name as the article writes it, else as the gazetteer does, without its level."""
    area = load_areas().get(code)
    return areas.names.get(code) or (area.bare_name if area else "")


def government_of(areas: Areas, code: str | None, start: int, end: int) -> Body | None:
    """The government of an area: "Pemko X", in the form that the article prints."""
    area = load_areas().get(code or "")
    if area is None:
        return None
    usual = {"province": "Pemprov", "regency": "Pemkab", "city": "Pemkot"}[area.level]
    if area.level == "city" and area.province_code in load_lexicon("bodies")["governments"]["pemko"]:
        usual = "Pemko"
    return Body(areas.forms.get(area.code, usual), "government", area.code, start, end, area_name(areas, area.code))


def complete(areas: Areas, body: Body, code: str | None = None) -> Body:
    """The body with its area: its own, else `code`, else the one the article gives it or is about."""
    if body.kind == "nation":
        return body
    if body.area and body.kind != "government":
        name = areas.bodies.get((body.short, body.code or ""), body.area)
        return Body(body.short, body.kind, body.code, body.start, body.end, name)
    if body.kind == "government":
        wanted = body.code or code or areas.main
        if body.code is None and wanted and body.short.lower() == "pemprov":
            wanted = province_of(wanted)
        return government_of(areas, wanted, body.start, body.end) or body
    known = [(found, name) for (short, found), name in areas.bodies.items() if short == body.short]
    wanted = code or body.code
    for found, name in known:
        if found == wanted or (wanted is None and (len(known) == 1 or found == areas.main)):
            return Body(body.short, body.kind, found, body.start, body.end, name)
    wanted = wanted or areas.main
    area = load_areas().get(wanted or "")
    if area is None:
        return body
    level = "Kota " if area.level == "city" and body.kind in {"agency", "supervisor", "commission", "council"} else ""
    name = area_name(areas, area.code)
    return Body(body.short, body.kind, area.code, body.start, body.end, f"{level}{name}")
