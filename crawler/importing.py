"""A run of the import: files and folders of any format into a data directory."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import track

from crawler.addresses import is_invented
from crawler.article_lines import BadLine
from crawler.demonstration import claim
from crawler.formats import has_known_name, reader_for
from crawler.items import Article
from crawler.store import known_versions, version_mark, write_articles
from scale.places import Place

log = logging.getLogger(__name__)
# Articles of one Parquet file, and characters of their texts: what is held in memory at a time.
BATCH_SIZE = 2_000
BATCH_CHARACTERS = 50_000_000


@dataclass
class Summary:
    """What a run did with the articles that it met."""

    read_count: int = 0
    new_count: int = 0
    new_version_count: int = 0
    known_count: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """True where nothing was refused."""
        return not self.refused

    def __str__(self) -> str:
        return (
            f"{self.read_count} articles read: {self.new_count} new, {self.new_version_count} new versions, "
            f"{self.known_count} already known; {len(self.refused)} refused"
        )


class Import:
    """One run into one data directory: what is known already, what waits to be written, and the summary."""

    def __init__(self, data_dir: Place, demonstration: bool = False) -> None:
        """Raises `crawler.demonstration.WrongKind` where real and invented articles would mix."""
        claim(data_dir, demonstration)
        self.data_dir = data_dir
        self.demonstration = demonstration
        self.summary = Summary()
        self._known = known_versions(data_dir)
        self._marks = {version_mark(*pair) for pair in self._known}
        self._ids = {id for id, _ in self._known}
        self._waiting: list[Article] = []
        self._waiting_length = 0

    def read(self, path: Path) -> None:
        """Take in every article of one file; what is broken is logged and counted, the rest still read.

        Raises OSError where the data directory cannot be written to.
        """
        places: dict[str, tuple[str, str]] = {}
        for item in articles_of_file(path):
            if isinstance(item, BadLine):
                self.refuse(str(item))
            elif why := objection(item, places, path, self.demonstration):
                self.refuse(why)
            else:
                self._take(item)

    def refuse(self, why: str) -> None:
        """Log and count what could not be taken in."""
        log.warning("%s", why)
        self.summary.refused.append(why)

    def write(self) -> None:
        """Bring to disk what waits. Raises OSError where that fails; then nothing of it is stored."""
        if self._waiting:
            claim(self.data_dir, self.demonstration)
            write_articles(self.data_dir, self._waiting, self._marks)
        self._waiting = []
        self._waiting_length = 0

    def _take(self, article: Article) -> None:
        self.summary.read_count += 1
        key = (article.id, article.version)
        if key in self._known:
            self.summary.known_count += 1
            return
        if article.id in self._ids:
            self.summary.new_version_count += 1
        else:
            self.summary.new_count += 1
        self._known.add(key)
        self._ids.add(article.id)
        self._waiting.append(article)
        self._waiting_length += len(article.text)
        if len(self._waiting) >= BATCH_SIZE or self._waiting_length >= BATCH_CHARACTERS:
            self.write()


def import_files(data_dir: Place, paths: Sequence[Path], demonstration: bool = False) -> Summary:
    """Import files, and the files in folders, into a data directory.

    Raises WrongKind where invented and real articles would mix, OSError where the disk refuses: what was written
    before stays, and the import can be run again.
    """
    run = Import(data_dir, demonstration)
    for path in _with_progress(list(find_files(paths, run.refuse))):
        run.read(path)
    run.write()
    return run.summary


def objection(article: Article, places: dict[str, tuple[str, str]], path: Path, demonstration: bool) -> str | None:
    """Why an article must not be taken in; `places` holds what its file has brought so far, and this one then."""
    place = str(path.parent / (article.source or path.name))
    if is_invented(article.url) and not demonstration:
        return (
            f"{place}: {article.url} is an invented address (.example). Demonstration articles go into a directory "
            "of their own: --demonstration --data DIR"
        )
    first_place, version = places.setdefault(article.id, (place, article.version))
    if version != article.version:
        return f"{place}: id {article.id!r} stands at {first_place} with another text; an id is one article's"
    return None


def articles_of_file(path: Path) -> Iterator[Article | BadLine]:
    """The articles of a file of any format; what cannot be read comes as the error that tells why."""
    try:
        if path.exists() and not path.is_file():
            raise ValueError("neither a file nor a folder; a pipe cannot be read twice, so save it first")
        yield from reader_for(path)(path)
    except OSError as error:
        yield BadLine(f"{path}: cannot be read: {error.strerror or error}")
    except ValueError as error:
        yield BadLine(f"{path}: {error}")
    except Exception as error:  # one page must not end the run, whatever it holds
        log.debug("%s", path, exc_info=True)
        yield BadLine(f"{path}: the reader failed: {type(error).__name__}: {error}")


def find_files(paths: Iterable[Path], refuse: Callable[[str], None]) -> Iterator[Path]:
    """The files named, and those in folders named, by name; hidden ones and those of other formats left out there.

    `refuse` is told of folders that cannot be read or hold nothing.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        walk = os.walk(path, onerror=lambda error: refuse(f"{error.filename}: cannot be read: {error.strerror}"))
        inside = [Path(folder, name) for folder, _, names in walk for name in names]
        inside = [one for one in inside if not any(part.startswith(".") for part in one.relative_to(path).parts)]
        known = sorted(one for one in inside if has_known_name(one) and one.is_file())
        if left_out := len(inside) - len(known):
            log.info("%s: %d files of other formats left out", path, left_out)
        if not known:
            refuse(f"{path}: no .txt, .html, .jsonl, .json or .csv file in this folder")
        yield from known


def _with_progress(paths: list[Path]) -> Iterable[Path]:
    if sys.stderr.isatty() and len(paths) > 1:
        return track(paths, description="importing", console=Console(stderr=True))
    return paths
