"""What linking leaves under `DATA/copies`, as Parquet files that are written whole and never changed.

`triples/<version>-<key>.parquet`: the marks and word triples of the articles of one file of annotations, by day.
`weeks/<version>-<Monday>-<digest>.parquet`: the copies among one week's articles (`warehouse.copy_marks`).

`version` is that of the code that finds copies, so that other code never takes them. All of it can be made again from
articles and annotations: a file that cannot be read is told, and made anew.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from scale.places import Place, files_in, source_of, write_whole
from warehouse.copy_marks import Copy, Week

log = logging.getLogger(__name__)
CODE = ("stories.py", "days.py", "copy_marks.py", "copy_files.py", "copy_work.py")
TRIPLES = pa.schema(
    [
        ("article_id", pa.string()),
        ("version", pa.string()),
        ("day", pa.date32()),
        ("moment", pa.int64()),
        ("residue", pa.string()),
        ("triples", pa.binary()),  # sorted numbers of 32 bits, little-endian
    ]
)
COPIES = pa.schema([("article_id", pa.string()), ("copy_of", pa.string()), ("share", pa.float64())])
# Articles that are read at once: a week's articles lie in few groups of a file, for it is in order of days.
GROUP_SIZE = 256
UNDATED = "undated"
Value = TypeVar("Value")


@cache
def link_version() -> str:
    """Eight hex digits: linking of one version finds the same copies in the same articles."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"\0".join((folder / name).read_bytes() for name in CODE)).hexdigest()[:8]


def triples_folder(place: Place) -> Place:
    """Where the word triples of a data place lie."""
    return place / "copies" / "triples"


def weeks_folder(place: Place) -> Place:
    """Where the copies of its weeks lie."""
    return place / "copies" / "weeks"


def week_name(week: Week, digest: str) -> str:
    """The name of the file with one week's copies."""
    return f"{link_version()}-{week.isoformat() if week else UNDATED}-{digest}.parquet"


def kept_names(folder: Place) -> set[str]:
    """The names of the files that linking of this version has left in a folder."""
    return {path.name for path in files_in(folder, f"{link_version()}-*.parquet")}


def write_rows(path: Place, table: pa.Table) -> None:
    """Write a file whole, with sums that tell a damaged one. Raises OSError where the store refuses."""
    # Triples are as good as random numbers, which no compression makes smaller.
    packed = [name for name in table.schema.names if name != "triples"]
    write_whole(
        path,
        lambda file: pq.write_table(
            table,
            file,
            row_group_size=GROUP_SIZE if "triples" in table.schema.names else None,
            compression={name: "zstd" if name in packed else "none" for name in table.schema.names},
            use_dictionary=False,
            write_page_checksum=True,
        ),
    )


def write_week(path: Place, copies: Iterable[Copy]) -> None:
    """Write one week's copies, in their order."""
    columns = [list(column) for column in zip(*copies, strict=True)] or [[], [], []]
    write_rows(path, pa.table(dict(zip(COPIES.names, columns, strict=True)), schema=COPIES))


def read_week(path: Place) -> list[Copy] | None:
    """One week's copies; None where the file is not there or cannot be read, which is logged."""

    def read() -> list[Copy]:
        table = _open(path, lambda file: file.read().cast(COPIES))
        return list(zip(*(table[name].to_pylist() for name in COPIES.names), strict=True))

    return _or_none(path, read)


def read_marks(path: Place) -> pa.Table | None:
    """All but the triples of a file of them; None where it is not there or cannot be read, which is logged."""
    names = [name for name in TRIPLES.names if name != "triples"]
    wanted = pa.schema([TRIPLES.field(name) for name in names])
    return _or_none(path, lambda: _open(path, lambda file: file.read(names).cast(wanted)))


def read_triples(path: Place, rows: Sequence[int]) -> pa.Table:
    """These rows of a file of triples, in order. Raises OSError or pyarrow.ArrowException where it cannot be read."""

    def read(file: pq.ParquetFile) -> pa.Table:
        groups = sorted({row // GROUP_SIZE for row in rows})
        first_rows = {group: place * GROUP_SIZE for place, group in enumerate(groups)}
        places = [first_rows[row // GROUP_SIZE] + row % GROUP_SIZE for row in rows]
        return file.read_row_groups(groups).cast(TRIPLES).take(pa.array(places, pa.int64()))

    return _open(path, read)


def _open(path: Place, read: Callable[[pq.ParquetFile], Value]) -> Value:
    with pq.ParquetFile(source_of(path), page_checksum_verification=True) as file:
        return read(file)


def _or_none(path: Place, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except FileNotFoundError:
        return None
    except (pa.ArrowException, OSError, ValueError) as error:
        log.warning("%s: cannot be read (%s); it is made anew", path, str(error).splitlines()[0])
        return None
