"""Whether an article and its annotation fit the tables: every value known, every offset inside the text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from crawler.items import Article
from nlp.records import ITEM_LISTS, Annotation
from warehouse.days import parse_span
from warehouse.schema import domain_values

ELECTION_ID = re.compile(r"(pilkada|pemilu)-\d{4}")


class Misfit(ValueError):
    """An article that cannot be loaded; the message names its id and the value that does not fit."""


class Field(NamedTuple):
    """A field of the items of one list that takes only the values of one list of the domain, or any value allowed."""

    items: str
    field: str
    domain: str
    is_optional: bool = False


FIELDS = (
    Field("officials", "role", "official_roles"),
    Field("officials", "acting", "acting", is_optional=True),
    Field("dates", "role", "date_roles"),
    Field("measures", "type", "measure_types"),
    Field("measures", "status", "measure_statuses"),
    Field("violations", "type", "violation_types"),
    Field("violations", "status", "violation_statuses"),
    Field("totals", "what", "total_kinds"),
    Field("totals", "state", "total_states"),
)
SPANNED = (*ITEM_LISTS, "sentences")


def check_article(article: Article, annotation: Annotation, region_codes: frozenset[str]) -> None:
    """Raise Misfit at the first value that the tables would not take."""
    domain = domain_values()
    _check_known(article.id, "relevance", [annotation.relevance], domain["relevance"])
    for items, field, name, is_optional in FIELDS:
        values = [getattr(item, field) for item in getattr(annotation, items)]
        known = domain[name] | {None} if is_optional else domain[name]
        _check_known(article.id, f"{items}.{field}", values, known)
    _check_regions(article, annotation, region_codes)
    for election in annotation.elections:
        if not ELECTION_ID.fullmatch(election.value):
            raise Misfit(f"article {article.id}: elections: no election id: {election.value!r}")
    _check_twice(article.id, "elections", [item.value for item in annotation.elections])
    for item in annotation.dates:
        try:
            parse_span(item.value)
        except ValueError as error:
            raise Misfit(f"article {article.id}: dates: {error}") from error
    names = {official.name for official in annotation.officials} | {None}
    _check_known(article.id, "quotes.speaker", [quote.speaker for quote in annotation.quotes], names)
    _check_known(article.id, "statements.speaker", [said.speaker for said in annotation.statements], names)
    _check_offsets(article, annotation)


def _check_regions(article: Article, annotation: Annotation, region_codes: frozenset[str]) -> None:
    known: frozenset[str | None] = region_codes | {None}
    values: dict[str, Sequence[str | None]] = {
        "outlet_region": [article.outlet_region],
        "officials.region": [official.region for official in annotation.officials],
        "totals.scope": [total.scope for total in annotation.totals],
        "primary_regions": annotation.primary_regions,
        "regions": [region.value for region in annotation.regions],
    }
    for where, codes in values.items():
        _check_known(article.id, where, codes, known)
    _check_twice(article.id, "primary_regions", annotation.primary_regions)
    _check_twice(article.id, "regions", [region.value for region in annotation.regions])


def _check_offsets(article: Article, annotation: Annotation) -> None:
    mentions = [mention for official in annotation.officials for mention in official.mentions]
    spans: Callable[[Iterable], list[tuple[int, int]]] = lambda items: [(i.start, i.end) for i in items]  # noqa: E731
    lists = {name: spans(getattr(annotation, name)) for name in SPANNED} | {"mentions": spans(mentions)}
    for where, offsets in lists.items():
        for start, end in offsets:
            if not 0 <= start < end <= len(article.text):
                size = len(article.text)
                raise Misfit(f"article {article.id}: {where}: offsets {start} to {end} in a text of {size} characters")


def _check_known(
    article_id: str, where: str, values: Iterable[str | None], known: frozenset[str] | frozenset[str | None] | set
) -> None:
    for value in values:
        if value not in known:
            raise Misfit(f"article {article_id}: {where}: unknown value {value!r}")


def _check_twice(article_id: str, where: str, values: Sequence[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise Misfit(f"article {article_id}: {where}: {value!r} stands {count} times")
