"""What is to be linked: which files hold which versions, and which rows of triples make up each week.

Only ids, versions and times of import are read here, of all files, and kept in a DuckDB of the moment. Of several
versions of an article the one that came in last counts, as in a build (`warehouse.files`).
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from tempfile import TemporaryDirectory
from types import TracebackType

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from crawler.store import article_files
from crawler.store import read_file as read_articles
from nlp.store import annotation_files
from nlp.store import read_file as read_annotations
from scale.places import Place, each
from warehouse.copy_files import link_version
from warehouse.copy_marks import Mark, Week, own_digests, search_digest, week_before
from warehouse.copy_work import Texts, Weeks

MEMORY_LIMIT = "2GB"
# Articles of the weeks that are folded as one partition, so that a file of triples that holds several weeks is opened
# once; fewer where all of it would make less than so many partitions, so that every worker has its share.
BUNDLE_SIZE = 5_000
FEWEST_BUNDLES = 32
MARKS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class WeekRows:
    """A week that holds articles: the digest of its search, how many, and their rows by number of the file."""

    week: Week
    digest: str
    article_count: int
    rows: dict[int, NDArray[np.int32]]


class Plan:
    """The files of a data place. Use it as a context: it lets go of its scratch files then.

    Raises crawler.store.BrokenFile or nlp.store.BrokenFile, which name the file, where one cannot be read.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._articles = article_files(place)
        self._annotations = annotation_files(place)
        self._scratch = TemporaryDirectory(prefix="netralitas-link-")
        self._con = duckdb.connect(
            config={"memory_limit": MEMORY_LIMIT, "temp_directory": self._scratch.name, "threads": 2}
        )
        try:
            self._read_keys()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Plan":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the scratch files."""
        self._con.close()
        self._scratch.cleanup()

    def texts(self) -> list[Texts]:
        """A partition for each file of annotations, with the articles' files that hold what it is about.

        Its name is made of the names of these files, which tell what is in them and are written whole.
        """
        found = self._con.execute("""
            SELECT DISTINCT a.file, h.file FROM annotated AS a JOIN homes AS h USING (id, version) ORDER BY ALL
        """).fetchall()
        return [
            self._partition(self._annotations[file], [self._articles[home] for _, home in pairs])
            for file, pairs in groupby(found, lambda row: row[0])
        ]

    def weeks(self, marks: Sequence[pa.Table], withdrawn: Collection[str] = ()) -> Iterator[WeekRows]:
        """The weeks in order, with the marks of each partition of `texts`; `withdrawn` are articles left aside."""
        self._con.execute(
            "CREATE OR REPLACE TABLE marks (file INTEGER, row INTEGER, article_id VARCHAR, version VARCHAR, "
            "day DATE, moment BIGINT, residue VARCHAR)"
        )
        self._insert("marks", (table.append_column("row", pa.array(np.arange(table.num_rows))) for table in marks))
        self._con.register("withdrawn", pa.table({"article_id": pa.array(withdrawn, pa.string())}))
        stream = self._con.execute("""
            SELECT article_id, version, day, moment, residue, file, row
            FROM (
                FROM marks ANTI JOIN withdrawn USING (article_id)
                QUALIFY row_number() OVER (PARTITION BY article_id, version ORDER BY file, row) = 1
            ) AS m
            SEMI JOIN newest AS n ON n.id = m.article_id AND n.version = m.version
            ORDER BY date_trunc('week', day) NULLS FIRST, moment, article_id
        """)
        yield from _by_week(stream)

    def bundles(
        self, weeks: Iterable[WeekRows], texts: Sequence[Texts], size: int, is_missing: Callable[[WeekRows], bool]
    ) -> Iterator[Weeks]:
        """Partitions of the missing weeks, of some `size` articles each; a week is asked about once, in order."""
        waiting: list[WeekRows] = []
        rows: list[dict[int, NDArray[np.int32]]] = []
        before: WeekRows | None = None
        for week in weeks:
            if is_missing(week):
                if waiting and sum(item.article_count for item in waiting) >= size:
                    yield self._bundle(waiting, rows, texts)
                    waiting, rows = [], []
                is_held = bool(waiting) and waiting[-1] is before
                if before is not None and before.week and before.week == week_before(week.week) and not is_held:
                    rows.append(before.rows)
                waiting.append(week)
                rows.append(week.rows)
            before = week
        if waiting:
            yield self._bundle(waiting, rows, texts)

    def _read_keys(self) -> None:
        self._con.execute("CREATE TABLE stored (file INTEGER, id VARCHAR, version VARCHAR, imported_at VARCHAR)")
        self._insert("stored", each(self._articles, partial(read_articles, columns=["id", "version", "imported_at"])))
        self._con.execute("CREATE TABLE annotated (file INTEGER, id VARCHAR, version VARCHAR)")
        self._insert("annotated", each(self._annotations, partial(read_annotations, columns=["id", "version"])))
        self._con.execute("""
            CREATE TABLE homes AS
            SELECT id, version, first.file AS file, first.imported_at AS imported_at
            FROM (
                SELECT id, version,
                    min({'is_untold': imported_at IS NULL, 'imported_at': imported_at, 'file': file}) AS first
                FROM stored GROUP BY id, version
            )
        """)
        self._con.execute("""
            CREATE TABLE newest AS
            SELECT id, version FROM homes
            QUALIFY row_number() OVER (
                PARTITION BY id ORDER BY try_cast(imported_at AS TIMESTAMPTZ) DESC NULLS LAST, version DESC
            ) = 1
        """)

    def _insert(self, name: str, tables: Iterable[pa.Table]) -> None:
        """Rows of several files, each with its file's number."""
        for file, table in enumerate(tables):
            self._con.register("incoming", table)
            self._con.execute(f"INSERT INTO {name} BY NAME SELECT {file} AS file, * FROM incoming")  # noqa: S608
            self._con.unregister("incoming")

    def _partition(self, annotations: Place, articles: Sequence[Place]) -> Texts:
        named = [path.name for path in (annotations, *articles)]
        key = hashlib.blake2b(repr(named).encode(errors="surrogatepass"), digest_size=12).hexdigest()
        name = f"{link_version()}-{key}.parquet"
        return Texts(self._place, link_version(), name, annotations.name, tuple(path.name for path in articles))

    def _bundle(
        self, weeks: Sequence[WeekRows], rows: Sequence[dict[int, NDArray[np.int32]]], texts: Sequence[Texts]
    ) -> Weeks:
        by_file: dict[int, list[NDArray[np.int32]]] = {}
        for held in rows:
            for file, numbers in held.items():
                by_file.setdefault(file, []).append(numbers)
        named = ((texts[file].name, np.sort(np.concatenate(parts)).tobytes()) for file, parts in by_file.items())
        return Weeks(
            self._place, link_version(), tuple((item.week, item.digest) for item in weeks), tuple(sorted(named))
        )


def bundle_size(article_count: int) -> int:
    """Articles of one partition of weeks, where all weeks hold so many."""
    return min(BUNDLE_SIZE, article_count // FEWEST_BUNDLES)


def _by_week(stream: duckdb.DuckDBPyConnection) -> Iterator[WeekRows]:
    """Weeks out of rows in order; each week's rows are held once, as numbers."""
    places: list[tuple[int, int]] = []

    def marks() -> Iterator[Mark]:
        while some := stream.fetchmany(MARKS_AT_ONCE):
            for article_id, version, day, moment, residue, file, row in some:
                # Before the mark is handed on: it may begin the next week.
                yield Mark(article_id, version, day, moment, residue)
                places.append((file, row))

    own: dict[Week, bytes] = {}
    for week, digest in own_digests(marks()):
        own[week] = digest
        held, places[:] = places.copy(), []
        yield WeekRows(week, search_digest(own, week), len(held), _by_file(held))


def _by_file(places: Iterable[tuple[int, int]]) -> dict[int, NDArray[np.int32]]:
    rows: dict[int, list[int]] = {}
    for file, row in places:
        rows.setdefault(file, []).append(row)
    return {file: np.array(numbers, np.int32) for file, numbers in rows.items()}
