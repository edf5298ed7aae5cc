"""What a second look at an article's address tells: it stands as it was, is gone, leads elsewhere, lost its text."""

from dataclasses import replace

from crawler.crawl_state import CrawlState, now
from crawler.visit import Visit


def note_unchanged(state: CrawlState, visit: Visit, key: str) -> None:
    """The article stands there as it was; one that was missing for a while has come back."""
    visit.stats["unchanged"] += 1
    known = state.known(visit.outlet.id, key)
    if known is not None:
        state.remember(visit.outlet.id, key, replace(known, fetched_at=now(), withdrawn_at=None))


def note_gone(state: CrawlState, visit: Visit, key: str, status: int) -> str:
    """A page that is not there, by its status or its headline: an article met before is marked as withdrawn."""
    what = "gone" if status in (404, 410) else f"status {status}"
    visit.stats[what] += 1
    known = state.known(visit.outlet.id, key)
    if what == "gone" and known is not None and known.version is not None:
        visit.stats["withdrawn"] += known.withdrawn_at is None
        seen = replace(known, withdrawn_at=known.withdrawn_at or now(), fetched_at=now())
        state.remember(visit.outlet.id, key, seen)
    return what


def note_superseded(state: CrawlState, visit: Visit, key: str, other_key: str) -> None:
    """An address that gave an article of its own and now leads to another's: its own is there no more.

    WordPress guesses at an address that it does not know; after a change of addresses all old ones lead to new.
    """
    own, other = (state.known(visit.outlet.id, one) for one in (key, other_key))
    if own is None or own.version is None or own.withdrawn_at is not None:
        return
    if other is None or other.article_id != own.article_id:
        visit.stats["withdrawn"] += 1
        state.remember(visit.outlet.id, key, replace(own, withdrawn_at=now(), fetched_at=now()))


def note_no_article(state: CrawlState, visit: Visit, key: str, url: str) -> str:
    """A page without an article's text; where one was met before, the outlet may have changed: that is told."""
    visit.stats["no article"] += 1
    known = state.known(visit.outlet.id, key)
    if known is not None and known.version is not None:
        visit.stats["text lost"] += 1
        visit.tell(f"{url}: there was an article, and now the page holds no text that can be read")
        state.remember(visit.outlet.id, key, replace(known, fetched_at=now()))
    return "no article"
