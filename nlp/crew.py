"""Articles read by one process or several, in their order; an article that cannot be read ends no run.

Processes are started anew ("spawn"), which takes each some two seconds: for a few articles one is quicker. Articles go
to them in bundles, a few bundles ahead and no more, so that a stream of millions is never held in memory.
"""

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice

from crawler.items import Article
from nlp.records import Annotation

log = logging.getLogger(__name__)
BUNDLE = 32
BUNDLES_AHEAD = 3
# Up to so many articles are read by one process.
FEW = 400


@dataclass(frozen=True, slots=True)
class Failure:
    """An article on which the pipeline failed, and why."""

    id: str
    why: str

    def __str__(self) -> str:
        return f"article {self.id}: the pipeline failed: {self.why}"


def default_jobs() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_in_order(articles: Iterable[Article], jobs: int = 1) -> Iterator[Annotation | Failure]:
    """Read articles with `jobs` processes, giving the results in the order of the articles.

    Raises concurrent.futures.process.BrokenProcessPool where a process is killed from outside.
    """
    if jobs <= 1:
        for article in articles:
            yield read_one(article)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn) as crew:
        waiting: deque[Future[list[Annotation | Failure]]] = deque()
        stream = iter(articles)
        while bundle := list(islice(stream, BUNDLE)):
            waiting.append(crew.submit(read_bundle, bundle))
            if len(waiting) >= jobs * BUNDLES_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def read_bundle(articles: Iterable[Article]) -> list[Annotation | Failure]:
    """Read some articles; this runs in a process of the crew."""
    return [read_one(article) for article in articles]


def read_one(article: Article) -> Annotation | Failure:
    """Read one article, whatever it holds."""
    from nlp.pipeline import read_article  # spaCy takes a second to load: not for a run with nothing to do

    try:
        return read_article(article)
    except Exception as error:
        log.debug("article %s", article.id, exc_info=True)
        return Failure(article.id, f"{type(error).__name__}: {error}")
