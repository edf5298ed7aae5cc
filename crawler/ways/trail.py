"""What a way remembers from page to page: which articles it saw, and whether it gets any further.

It travels in `Ask.state` as JSON, for a crawl may be stopped and taken up again; its size has a bound.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_SEEN = 5_000
MOST_PAGES = 1_000
# Lists are not strictly newest first, and new articles push old ones on: one stale page is no end.
STALE_PAGES = 3


@dataclass(frozen=True, slots=True)
class Trail:
    """Marks of articles seen and of whole pages, and how many pages in a row gave nothing new."""

    seen: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    stale: int = 0

    @classmethod
    def of(cls, state: Mapping[str, object]) -> "Trail":
        """The trail that a state holds; an empty one where it holds none."""
        stale = state.get("stale")
        return cls(_marks(state.get("seen")), _marks(state.get("pages")), stale if isinstance(stale, int) else 0)

    def state(self) -> dict[str, object]:
        """The trail as JSON values."""
        return {"seen": list(self.seen), "pages": list(self.pages), "stale": self.stale}

    def fresh(self, keys: Iterable[str]) -> set[str]:
        """Those keys that no earlier page had."""
        known = set(self.seen)
        return {key for key in keys if mark(key) not in known}

    def repeats(self, keys: Iterable[str]) -> bool:
        """Whether an earlier page had exactly these keys."""
        return _page_mark(keys) in self.pages

    def after(self, keys: Iterable[str], is_stale: bool) -> "Trail":
        """The trail behind a page with these keys. What stands on every page stays remembered longest."""
        keys = list(keys)
        marks = dict.fromkeys(mark(key) for key in keys)
        seen = [one for one in self.seen if one not in marks] + list(marks)
        pages = (*self.pages, _page_mark(keys))
        return Trail(tuple(seen[-MOST_SEEN:]), pages[-MOST_PAGES:], self.stale + 1 if is_stale else 0)


def mark(key: str) -> str:
    """A short mark of a key."""
    return hashlib.blake2b(key.encode("utf-8", errors="replace"), digest_size=5).hexdigest()


def _page_mark(keys: Iterable[str]) -> str:
    return mark("\n".join(sorted(set(keys))))


def _marks(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
