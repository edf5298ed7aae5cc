"""Articles on their way to the store: written in batches, and only then are their leads finished."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from crawler.crawl_state import CrawlState, Known
from crawler.items import Article
from crawler.store import known_marks, write_articles
from scale.places import Place

# A batch is written when it has so many articles, or its oldest has waited so many seconds.
BATCH_SIZE = 200
BATCH_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that was read, the key of its address, and what is to be remembered of it."""

    outlet: str
    key: str
    lead_key: str
    article: Article
    known: Known
    result: str


class Shelf:
    """Holds articles until they are written; `clock` gives seconds. `on_written` is called after each batch."""

    on_written: Callable[[], None] | None = None

    def __init__(self, data_dir: Place, state: CrawlState, clock: Callable[[], float] = time.monotonic) -> None:
        self._data_dir = data_dir
        self._state = state
        self._clock = clock
        self._waiting: list[Ready] = []
        self._since = 0.0
        self._known: set[int] | None = None

    def add(self, ready: Ready) -> None:
        """Take an article in. Raises OSError where a batch falls due and the disk refuses."""
        if not self._waiting:
            self._since = self._clock()
        self._waiting.append(ready)
        if len(self._waiting) >= BATCH_SIZE or self._clock() - self._since > BATCH_SECONDS:
            self.write()

    def write(self) -> None:
        """Bring all to disk, then finish their leads. Raises OSError where the disk refuses; all stays on the shelf."""
        if not self._waiting:
            return
        if self._known is None:
            self._known = known_marks(self._data_dir)
        write_articles(self._data_dir, [ready.article for ready in self._waiting], self._known)
        waiting, self._waiting = self._waiting, []
        for ready in waiting:
            self._state.remember(ready.outlet, ready.key, ready.known)
            self._state.finish_leads(ready.outlet, [(ready.lead_key, ready.result)])
        if self.on_written is not None:
            self.on_written()
