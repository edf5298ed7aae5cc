"""Where in an article a correction means: by its words, by offsets, or by both."""

import re
from collections.abc import Sequence
from typing import TypeVar

from crawler.items import Article
from warehouse.corrections import Correction
from warehouse.rows import Spanned

Item = TypeVar("Item", bound=Spanned)
Span = tuple[int, int]


def find_places(article: Article, correction: Correction) -> list[Span]:
    """The spans that a correction may mean, the nearest to its offsets first; empty where the text has none.

    Words are compared without regard to white space, so that a page set anew still has them. Offsets alone hold in
    their own version only; with words they choose between several places.
    """
    if correction.version is not None and correction.words is None and correction.version != article.version:
        return []
    if correction.words is None:
        assert correction.at is not None  # noqa: S101 - one of the two is always there
        return [correction.at] if correction.at[1] <= len(article.text) else []
    pattern = r"\s+".join(re.escape(word) for word in correction.words.split())
    spans = [match.span() for match in re.finditer(pattern, article.text)]
    if correction.at is not None:
        start = correction.at[0]
        spans.sort(key=lambda span: (abs(span[0] - start), span[0]))
    return spans


def pick_item(items: Sequence[Item], places: Sequence[Span], has_offsets: bool) -> tuple[int | None, str]:
    """Which of these items stands at the place: its index, or None with the reason.

    The item that shares most characters with a place is meant. With offsets only the nearest place counts; without,
    all do alike, and two items that fit equally well are one too many.
    """
    meant = places[:1] if has_offsets else places
    shared = [max((_overlap(item, place) for place in meant), default=0) for item in items]
    most = max(shared, default=0)
    if most <= 0:
        return None, "no such item stands there"
    best = [index for index, count in enumerate(shared) if count == most]
    if len(best) > 1:
        return None, f"{len(best)} items fit equally well: tell them apart with at or where"
    return best[0], ""


def _overlap(item: Spanned, place: Span) -> int:
    return min(item.end, place[1]) - max(item.start, place[0])
