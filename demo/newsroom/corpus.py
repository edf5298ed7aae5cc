"""Stories from the demonstration corpus: its texts freed of the page residue that belongs to them there."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from demo.newsroom.stories import Story

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "demo" / "articles.jsonl"
ANNOTATIONS = ROOT / "tests" / "fixtures" / "corpus" / "annotations.jsonl"
RESIDUE = (
    "baca ", "baca:", "penulis", "editor", "pewarta", "reporter", "writer", "laporan:", "sumber:", "copyright",
    "ikuti ", "sebarkan", "bagikan", "your email", "alamat email", "dapatkan", "isi komentar", "gabung", "teks foto",
    "foto:", "foto :", "tags", "tag:", "berita terkait", "*)", "oleh:", "komentar", "halaman", "laman", "simak ",
    "beranda", "©", "scroll", "advert", "iklan", "wawancara", "opini", "no result", "view all", "•",
    "keterangan foto", "- ", "pemasang",
)  # fmt: skip
SIGNATURE = re.compile(r"\s*(?:\([^()]{1,40}\)|\[[^\]]{1,20}\]|\*+)\s*$")
DATELINE = re.compile(r"^(?P<place>[^\n–—|]{2,60}?)\s*(?:–|—|--|\||\s-)\s*(?=[\"“A-Z0-9])")
CAPITALS = re.compile(r"[A-Z ]{4,30} ?[–—-] ")
ENDS = (".", "!", "?", '"', "”", ":", "’", "»", ";")
SECTIONS = {"core": "politik", "mention": "pemerintahan", "none": "metro"}
LEAST_PARAGRAPHS = 3


def corpus_stories() -> Iterator[Story]:
    """The corpus' articles as stories, without those that copy another article of it."""
    notes = {note["id"]: note for note in _lines(ANNOTATIONS)}
    for article in _lines(ARTICLES):
        note = notes[article["id"]]
        if note["copy_of"] is not None or not article["published"] or not article["title"]:
            continue
        place, paragraphs = _paragraphs(article["text"], article["title"])
        place = "" if _squeezed(place) in _squeezed(article["outlet"]) else place
        if len(paragraphs) < LEAST_PARAGRAPHS:
            continue
        kind = "opinion" if note["kind"] == "opinion" else "news"
        yield Story(
            source=article["id"],
            title=article["title"].strip("* "),
            paragraphs=tuple(paragraphs),
            relevance=note["relevance"],
            published=datetime.fromisoformat(article["published"]).replace(tzinfo=None),
            city=place,
            section="opini" if kind == "opinion" else SECTIONS[note["relevance"]],
            tags=_tags(note["relevance"], article["title"]),
            kind=kind,
            province=article["outlet_region"][:2],
            paid=note["kind"] == "advertorial",
        )


def _squeezed(text: str) -> str:
    return "".join(text.lower().split())


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def _paragraphs(text: str, title: str) -> tuple[str, list[str]]:
    """The place in the dateline and the paragraphs without residue, each once."""
    kept: list[str] = []
    place = ""
    for raw in text.splitlines():
        line = SIGNATURE.sub("", " ".join(raw.split())).strip()
        if line.lower().startswith(RESIDUE) or line.casefold() == title.casefold() or not _is_prose(line):
            continue
        if not kept:
            place, line = _without_dateline(line)
            line = _without_dateline(line)[1]
        elif CAPITALS.match(line):  # what came before was a caption
            place, line = _without_dateline(line)
        if line and line not in kept and not any(line in one for one in kept):
            kept.append(line)
    return place, kept


def _is_prose(line: str) -> bool:
    if re.match(r"\d{1,2}[.)] ", line):
        return True
    return line.endswith(ENDS) and (len(line.split()) >= 8 or (line.endswith("?") and len(line.split()) >= 4))


def _without_dateline(line: str) -> tuple[str, str]:
    found = DATELINE.match(line)
    if found is None or len(found["place"].split()) > 7:
        return "", line
    words = [part.strip(" .,)(") for part in re.split(r"[,|(]", found["place"])]
    places = [word for word in words if word and "." not in word]
    rest = line[found.end() :]
    return (places[0].title() if places else ""), rest[:1].upper() + rest[1:]


def _tags(relevance: str, title: str) -> tuple[str, ...]:
    if relevance == "core":
        return ("netralitas asn", "pilkada" if "pilkada" in title.lower() else "pemilu", "bawaslu")
    return ("pemerintahan", "asn") if relevance == "mention" else ("daerah",)
