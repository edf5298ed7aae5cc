"""What readers log while a partition is worked on, brought along with its result: a worker's own log nobody sees."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)
# Libraries that log what is no trouble of ours.
NOISY = ("trafilatura", "htmldate")
# Of one partition; a file of a million broken lines tells enough by its first thousand.
MOST = 1_000
Told = tuple[int, str]


@contextmanager
def heard() -> Iterator[list[Told]]:
    """Collect what this stage's code logs, as (level, words), instead of writing it anywhere."""
    told: list[Told] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if len(told) < MOST:
                told.append((record.levelno, record.getMessage()))

    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logger, ear = logging.getLogger("crawler"), Ear(logging.INFO)
    kept = logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield told
    finally:
        logger.removeHandler(ear)
        logger.setLevel(kept[0])
        logger.propagate = kept[1]


def tell(told: Iterable[Told]) -> None:
    """Log here what was heard elsewhere."""
    for level, words in told:
        log.log(level, "%s", words)
