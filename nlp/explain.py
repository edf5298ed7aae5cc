"""Why the pipeline read what it read: every item of an article with its rule, its confidence and its sentence.

Also the list that a reviewer starts with: of all items read in a data directory, those that are least sure.
"""

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.article_lines import BadLine, read_article_lines
from crawler.items import Article
from crawler.store import read_articles
from nlp.confidence import FIELDS, KINDS
from nlp.records import Annotation, Sentence
from nlp.store import read_annotations
from scale.places import Place

WIDEST = 44
MARGIN = 90
TITLES = {"measures": "actor", "quotes": "speaker", "statements": "speaker", "officials": "region", "totals": "scope"}


class NotFound(LookupError):
    """No article of that name; the message says where it was looked for."""


def find_article(name: str, data_dir: Place, lines: Path | None = None) -> Article:
    """The article of an id, or of an address, in a JSON lines file or a data directory; or a text file by its path.

    Of several versions the one that came in last. Raises NotFound, and OSError where a file cannot be read.
    """
    path = Path(name)
    if lines is None and path.suffix == ".txt" and path.is_file():
        return Article(path.stem, path.read_text(encoding="utf-8", errors="replace"), source=str(path))
    found: Iterable[Article | BadLine] = read_article_lines(lines) if lines else read_articles(data_dir)
    fitting = [one for one in found if isinstance(one, Article) and name in {one.id, one.url}]
    if not fitting:
        raise NotFound(f"no article with the id or address {name!r} in {lines or data_dir}")
    return fitting[-1]


def explain(article: Article, annotation: Annotation) -> Iterator[str]:
    """What was read out of an article, as lines for a terminal: kind by kind, in reading order."""
    yield f"{annotation.id}  {article.title or '(no title)'}"
    yield f"pipeline {annotation.pipeline}"
    yield f"relevance: {annotation.relevance} {_sure(annotation.relevance_confidence)}"
    yield f"primary regions: {', '.join(annotation.primary_regions) or 'none'}"
    for kind in KINDS:
        items = getattr(annotation, kind)
        if not items:
            continue
        yield ""
        yield f"{kind} ({len(items)})"
        for item in items:
            yield from _item_lines(kind, item, article.text, annotation.sentences)


def least_sure(data_dir: Place, kinds: Iterable[str], most: int) -> Iterator[str]:
    """The items of a data directory with the least confidence, least sure first, as lines for a terminal."""
    wanted = list(kinds)
    ranked = (
        (item.confidence, annotation.id, kind, number, item, annotation)
        for annotation in read_annotations(data_dir)
        for kind in wanted
        for number, item in enumerate(getattr(annotation, kind))
        if item.confidence is not None
    )
    chosen = heapq.nsmallest(most, ranked, key=lambda row: row[:4])
    versions = {(row[5].id, row[5].version) for row in chosen}
    texts = {(a.id, a.version): a.text for a in read_articles(data_dir) if (a.id, a.version) in versions}
    for _, id, kind, _, item, annotation in chosen:
        text = texts.get((id, annotation.version))
        if text is not None:
            yield f"{id}  {kind}"
            yield from _item_lines(kind, item, text, annotation.sentences)


def _item_lines(kind: str, item: Any, text: str, sentences: list[Sentence]) -> Iterator[str]:
    yield f"  {_sure(item.confidence)}  {_value(kind, item):{WIDEST}}  {item.rule or '(no rule told)'}"
    yield f"        {_sentence(item, text, sentences)}"


def _sure(confidence: float | None) -> str:
    return "  ?  " if confidence is None else f"{confidence:.3f}"


def _value(kind: str, item: Any) -> str:
    """What the item says, in one line."""
    if kind in {"quotes", "statements"}:
        return item.speaker or "(speaker not told)"
    head = str(getattr(item, "name", None) or getattr(item, "value", None) or getattr(item, "count", None) or "")
    told = [head, *(str(value) for name in FIELDS.get(kind, ()) if (value := getattr(item, name)))]
    more = getattr(item, TITLES[kind]) if kind in TITLES else None
    return " ".join(filter(None, told)) + (f", {more}" if more else "")


def _sentence(item: Any, text: str, sentences: list[Sentence]) -> str:
    """The sentence around an item, the item itself in brackets."""
    around = [one for one in sentences if one.start < item.end and item.start < one.end]
    start = max(around[0].start if around else item.start, item.start - MARGIN)
    end = min(around[-1].end if around else item.end, item.end + MARGIN)
    shown = f"{text[start : item.start]}[{text[item.start : item.end]}]{text[item.end : end]}"
    return " ".join(shown.split())
