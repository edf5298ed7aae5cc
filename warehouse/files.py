"""The Parquet files of a data directory as a source of a build (`warehouse.source`).

A build reads every file several times. Those of an object store are therefore fetched once, into a folder of copies
beside the warehouse: their content never changes, so that the next build fetches only what is new.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from crawler.addresses import INVENTED
from crawler.store import BESIDE, article_files, check_article_files
from crawler.store import SCHEMA as ARTICLES
from nlp.store import SCHEMA as ANNOTATIONS
from nlp.store import annotation_files, check_annotation_files
from scale.mirror import mirror
from scale.places import Place
from warehouse.source import ARTICLE_FIELDS, BATCH_SIZE, PLAN, withdrawn_table

# Articles that one query sorts by id: of 250 words each they take, with their annotations, about 1 GB.
RANGE_SIZE = 100_000
MEMORY_LIMIT = "2GB"
FETCHED = "fetched"
FIRST = ", ".join(f"a.{name} NULLS LAST" for name in BESIDE)


class FileSource:
    """The articles of a data directory, and their annotations by the present pipeline.

    Of several versions of an article the one that came in last stands. Raises crawler.store.BrokenFile or
    nlp.store.BrokenFile, which name the file, where one cannot be read, and OSError where a store does not give it. Use
    it as a context: it lets go of its scratch files then. `home` is the folder of the warehouse, which holds scratch
    files and copies of objects; it may be left out where the data directory is a folder of this machine.
    """

    def __init__(
        self, data_dir: Place, withdrawn: Mapping[str, datetime | str] | None = None, home: Path | None = None
    ) -> None:
        if home is None:
            if not isinstance(data_dir, Path):
                raise ValueError(f"{data_dir}: name a folder of this machine beside it, for copies of its files")
            home = data_dir
        self._data_dir = data_dir
        self._copies = home / FETCHED / hashlib.blake2b(str(data_dir).encode(), digest_size=8).hexdigest()
        self._articles = [str(path) for path in mirror(article_files(data_dir), self._copies / "articles")]
        self._annotations = [str(path) for path in mirror(annotation_files(data_dir), self._copies / "annotations")]
        self._scratch = tempfile.TemporaryDirectory(prefix=".netralitas.building-scratch-", dir=home)
        self._con = duckdb.connect(
            config={"memory_limit": MEMORY_LIMIT, "temp_directory": self._scratch.name, "threads": 2}
        )
        self._con.register("withdrawn", withdrawn_table(withdrawn or {}))
        try:
            self._plan()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "FileSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the scratch files."""
        self._con.close()
        self._scratch.cleanup()

    def plan(self) -> pa.Table:  # noqa: D102 - as in Source
        return self._ask(
            "SELECT article_id, version, imported_at, withdrawn_at, pipeline FROM newest ORDER BY article_id"
        ).to_arrow_table()

    def urls(self) -> Iterator[str]:
        """The addresses that may be of an invented host: those that hold its ending."""
        found = self._ask(f"SELECT url FROM stored WHERE contains(lower(url), '{INVENTED}')")  # noqa: S608
        yield from (url for (url,) in found.fetchall())

    def older_count(self) -> int:  # noqa: D102
        row = self._ask("SELECT (SELECT count(*) FROM versions) - (SELECT count(*) FROM newest)").fetchone()
        return int(row[0]) if row else 0

    def older(self, article_ids: Sequence[str] | None) -> Iterator[pa.RecordBatch]:  # noqa: D102
        if not self.older_count():
            return
        self._want(article_ids)
        wanted = "" if article_ids is None else "SEMI JOIN wanted AS w ON w.article_id = v.article_id"
        yield from self._stream(f"""
            SELECT DISTINCT ON (v.article_id, v.version)
                v.article_id, v.version, v.imported_at, a.title, a.text
            FROM (FROM versions AS v {wanted} ANTI JOIN newest USING (article_id, version)) AS v
            JOIN stored AS a
                ON a.id = v.article_id AND a.version = v.version AND a.imported_at IS NOT DISTINCT FROM v.first
            ORDER BY v.article_id, v.version, {FIRST}
        """)  # noqa: S608 - our own words

    def batches(self, article_ids: Sequence[str]) -> Iterator[pa.RecordBatch]:  # noqa: D102
        for start in range(0, len(article_ids), RANGE_SIZE):
            self._want(article_ids[start : start + RANGE_SIZE])
            held = ", ".join(f"'{name}': n.{name}" for name in ANNOTATIONS.names)
            columns = ", ".join(f"a.{name}" for name in ARTICLE_FIELDS)
            yield from self._stream(f"""
                SELECT {columns}, p.imported_at AS plan_imported_at, p.withdrawn_at AS plan_withdrawn_at,
                    {{{held}}} AS annotation
                FROM newest AS p
                SEMI JOIN wanted AS w ON w.article_id = p.article_id
                JOIN stored AS a
                    ON a.id = p.article_id AND a.version = p.version AND a.imported_at IS NOT DISTINCT FROM p.first
                JOIN annotated AS n ON n.id = p.article_id AND n.version = p.version
                ORDER BY p.article_id, {FIRST}
            """)  # noqa: S608

    def _plan(self) -> None:
        """Make the views over the files and the table of versions."""
        self._view("stored", self._articles, ARTICLES)
        self._view("annotated", self._annotations, ANNOTATIONS)
        self._ask("""
            CREATE TABLE versions AS
            SELECT id AS article_id, version, min(imported_at) AS first,
                min(imported_at)::TIMESTAMPTZ AT TIME ZONE 'UTC' AS imported_at
            FROM stored GROUP BY id, version
        """)
        self._ask("""
            CREATE TABLE newest AS
            SELECT v.* EXCLUDE (newness), w.withdrawn_at, n.pipeline
            FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY article_id ORDER BY imported_at DESC NULLS LAST, version DESC
                ) AS newness
                FROM versions
            ) AS v
            LEFT JOIN withdrawn AS w USING (article_id)
            LEFT JOIN (SELECT id, version, min(pipeline) AS pipeline FROM annotated GROUP BY ALL) AS n
                ON n.id = v.article_id AND n.version = v.version
            WHERE newness = 1
        """)

    def _view(self, name: str, paths: Sequence[str], schema: pa.Schema) -> None:
        """A view over files; a column that all of them lack is NULL."""
        if not paths:
            self._con.register(name, schema.empty_table())
            return
        files = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        reader = f"read_parquet([{files}], union_by_name = true, hive_partitioning = false)"
        held = {row[0] for row in self._ask(f"DESCRIBE FROM {reader}").fetchall()}
        columns = ", ".join(column if column in held else f"NULL AS {column}" for column in schema.names)
        self._ask(f"CREATE VIEW {name} AS SELECT {columns} FROM {reader}")  # noqa: S608

    def _want(self, article_ids: Sequence[str] | None) -> None:
        if article_ids is not None:
            table = pa.table({"article_id": pa.array(article_ids, PLAN.field("article_id").type)})
            self._con.register("wanted", table)

    def _ask(self, sql: str) -> duckdb.DuckDBPyConnection:
        with self._told():
            return self._con.execute(sql)

    def _stream(self, sql: str) -> Iterator[pa.RecordBatch]:
        with self._told():
            yield from self._con.execute(sql).to_arrow_reader(BATCH_SIZE)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Where a file is at fault, the stores say which and what to do."""
        try:
            yield
        except (duckdb.Error, pa.ArrowException) as error:
            check_article_files(self._data_dir)
            check_annotation_files(self._data_dir)
            if str(self._copies) in str(error):
                raise OSError(
                    f"a copy of an object cannot be read, while the object can ({str(error).splitlines()[0]}): "
                    f"remove the folder {self._copies} and build again"
                ) from error
            raise
