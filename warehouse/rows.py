"""Rows of the tables from one article and its annotation, both checked before (`warehouse.checks`)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from crawler.items import Article
from nlp.records import Annotation, Sentence
from warehouse.days import as_utc, find_report_date, parse_published, parse_span
from warehouse.outlets import host_of, outlet_id_of

Row = dict[str, Any]
TITLE_LENGTH = 90


class Spanned(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


def article_row(
    article: Article,
    annotation: Annotation,
    imported_at: datetime | None,
    withdrawn_at: datetime | None = None,
) -> Row:
    """The row of `articles`; its outlet and its story are what the article alone tells, until all are known."""
    report_date, report_date_source = find_report_date(article, annotation)
    moment = parse_published(article.published)
    return {
        "article_id": article.id,
        "version": article.version,
        "url": article.url,
        "title": article.title,
        "display_title": display_title(article, annotation),
        "published": article.published,
        "published_at": as_utc(moment),
        "updated": article.updated,
        "report_date": report_date,
        "report_date_source": report_date_source,
        "outlet_id": outlet_id_of(article.url, article.outlet),
        "outlet_host": host_of(article.url),
        "outlet_printed": article.outlet,
        "outlet_region_printed": article.outlet_region,
        "author": article.author,
        "editor": article.editor,
        "section": article.section,
        "tags": list(article.tags),
        "is_paid": article.is_paid,
        "language": article.language,
        "text": article.text,
        "word_count": len(article.text.split()),
        "relevance": annotation.relevance,
        "relevance_confidence": annotation.relevance_confidence,
        "story_id": article.id,
        "source": article.source,
        "imported_at": imported_at,
        "withdrawn_at": withdrawn_at,
        "pipeline": annotation.pipeline,
    }


def item_rows(article: Article, annotation: Annotation) -> Iterator[tuple[str, Row]]:
    """All rows that hang on an article, each with its table, in an order that the foreign keys allow per table."""
    own = {"article_id": article.id}
    for number, sentence in enumerate(annotation.sentences, 1):
        yield (
            "sentences",
            own
            | {"sentence_no": number, "paragraph": sentence.paragraph, "is_residue": sentence.is_residue}
            | _offsets(sentence),
        )
    for code in annotation.primary_regions:
        yield "article_primary_regions", own | {"region_code": code}

    def keyed(table: str, key: str, letter: str, items: Sequence[Any], columns: Mapping[str, str]) -> Iterator:
        for number, item in enumerate(items, 1):
            values = {column: getattr(item, name) for column, name in columns.items()}
            place = _offsets(item) | {"sentence_no": find_sentence(annotation.sentences, item)}
            trust = {"confidence": item.confidence, "rule": item.rule or None}
            yield table, own | {key: f"{article.id}#{letter}{number}"} | values | place | trust

    yield from keyed("article_regions", "article_region_id", "r", annotation.regions, {"region_code": "value"})
    yield from keyed("article_elections", "article_election_id", "e", annotation.elections, {"election_id": "value"})
    official_columns = {"name": "name", "role": "role", "acting": "acting", "region_code": "region"}
    yield from keyed("officials", "official_id", "o", annotation.officials, official_columns)
    yield from _mention_rows(article, annotation)
    date_columns = {"value": "value", "role": "role", "text": "text", "weekday_differs": "weekday_differs"}
    for table, row in keyed("dates", "date_id", "d", annotation.dates, date_columns):
        first_date, last_date = parse_span(row["value"])
        yield table, row | {"first_date": first_date, "last_date": last_date}
    measure_columns = {"type": "type", "status": "status", "actor": "actor"}
    yield from keyed("measures", "measure_id", "m", annotation.measures, measure_columns)
    yield from keyed("violations", "violation_id", "v", annotation.violations, {"type": "type", "status": "status"})
    yield from keyed("legal_citations", "legal_citation_id", "l", annotation.legal, {"citation": "value"})
    yield from keyed("documents", "document_id", "n", annotation.documents, {"number": "value"})
    speakers = _official_ids(article, annotation)
    said = {"speaker": "speaker", "text": "text"}
    for table, row in keyed("quotes", "quote_id", "q", annotation.quotes, said):
        yield table, row | {"speaker_official_id": speakers.get(row["speaker"])}
    for table, row in keyed("statements", "statement_id", "s", annotation.statements, said):
        yield table, row | {"speaker_official_id": speakers.get(row["speaker"])}
    total_columns = {"count": "count", "what": "what", "state": "state", "region_code": "scope"}
    yield from keyed("totals", "total_id", "t", annotation.totals, total_columns)


def display_title(article: Article, annotation: Annotation) -> str:
    """The title, else the first sentence that is read, cut at a word; the id where the text is empty."""
    if article.title and article.title.strip():
        return " ".join(article.title.split())
    read = [sentence for sentence in annotation.sentences if not sentence.is_residue]
    sentence = " ".join((article.text[read[0].start : read[0].end] if read else article.text[:1000]).split())
    if len(sentence) <= TITLE_LENGTH:
        return sentence or article.id
    return sentence[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"


def find_sentence(sentences: Sequence[Sentence], item: Spanned) -> int | None:
    """The number, from 1, of the first sentence that the item reaches into; None where none does."""
    place = bisect_right(sentences, item.start, key=lambda sentence: sentence.start) - 1
    for number in (place, place + 1):
        if 0 <= number < len(sentences) and sentences[number].end > item.start and sentences[number].start < item.end:
            return number + 1
    return None


def as_row(record: object) -> Row:
    """A frozen dataclass with slots as a row."""
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]


def _mention_rows(article: Article, annotation: Annotation) -> Iterator[tuple[str, Row]]:
    for number, official in enumerate(annotation.officials, 1):
        official_id = f"{article.id}#o{number}"
        for place, mention in enumerate(official.mentions, 1):
            row = {
                "mention_id": f"{official_id}.{place}",
                "article_id": article.id,
                "official_id": official_id,
                "text": mention.text,
            }
            yield "mentions", row | _offsets(mention)


def _official_ids(article: Article, annotation: Annotation) -> dict[str | None, str]:
    """The id of each official by name; of two of one name, the first."""
    ids: dict[str | None, str] = {}
    for number, official in enumerate(annotation.officials, 1):
        ids.setdefault(official.name, f"{article.id}#o{number}")
    return ids


def _offsets(item: Spanned) -> Row:
    return {"start_char": item.start, "end_char": item.end}
