"""Whole articles that lists carry along, told from their beginnings."""

import re
from datetime import datetime

# WordPress cuts its summaries at 55 words; the shortest news has more than this.
LEAST_WORDS = 120
LONGEST = 1_000_000
TAG = re.compile(r"<[^<>]{0,2000}>")
# How a text ends that goes on elsewhere.
CUT_OFF = re.compile(r"(?i)(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|selengkapnya|read more|continue reading)\W{0,5}$")


def long_content(markup: str) -> str | None:
    """The HTML of an article where it is long enough to be the whole of it, else None."""
    if not markup or len(markup) > LONGEST:
        return None
    words = TAG.sub(" ", markup).split()
    if len(words) < LEAST_WORDS or CUT_OFF.search(" ".join(words[-6:])):
        return None
    return markup.strip()


def make_payload(
    content: str, title: str | None, published: datetime | None, updated: datetime | None = None, *, is_whole: bool
) -> dict[str, object]:
    """An article as a lead carries it. `is_whole` tells that its page need not be fetched for more of the text."""
    when = published.isoformat() if published else None
    payload: dict[str, object] = {"content_html": content, "title": title, "published": when, "is_whole": is_whole}
    return payload | ({"updated": updated.isoformat()} if updated and updated != published else {})
