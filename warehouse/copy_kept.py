"""Weeks whose copies were found before (`python -m warehouse link`), taken into a build where they still hold.

A week is taken only where its articles, and those of the week before, are the very ones in the build's own tables:
same ids, texts, days, order and page residue. A correction that moves or withdraws an article thus makes its week
another one, which the build folds itself.
"""

import logging
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from scale.places import Place, each
from warehouse.copy_files import COPIES, kept_names, read_week, week_name, weeks_folder
from warehouse.copy_marks import Copy, Mark, Week, own_digests, search_digest, with_weeks_before

log = logging.getLogger(__name__)
SQL = Path(__file__).parent / "sql"
MARKS_AT_ONCE = 10_000


def take_kept(con: duckdb.DuckDBPyConnection, place: Place, weeks: Collection[Week]) -> dict[Week, list[Copy]]:
    """The copies of those of these weeks that were linked before; the table `residue_spans` must be there.

    A file that cannot be read, and one that names an article which is not here, is logged and not taken.
    """
    folder = weeks_folder(place)
    try:
        names = kept_names(folder)
    except OSError as error:
        log.warning("%s: cannot be read (%s); every week is folded here", folder, error)
        return {}
    if not names:
        return {}
    own: dict[Week, bytes] = dict(own_digests(_marks(con, weeks)))
    wanted = {week: week_name(week, search_digest(own, week)) for week in own if week in set(weeks)}
    held = [week for week, name in wanted.items() if name in names]
    found = each([folder / wanted[week] for week in held], read_week)
    taken = {week: copies for week, copies in zip(held, found, strict=True) if copies is not None}
    for week in [week for week, copies in taken.items() if not _are_here(con, copies)]:
        log.warning("%s: names articles that are not here; its week is folded here", folder / wanted[week])
        del taken[week]
    log.info(
        "copies: %d of %d weeks were linked before, %d are folded here",
        len(taken),
        len(wanted),
        len(wanted) - len(taken),
    )
    return taken


def _marks(con: duckdb.DuckDBPyConnection, weeks: Collection[Week]) -> Iterator[Mark]:
    needed = pa.array(list(with_weeks_before(weeks)), pa.date32())
    con.register("needed_weeks", pa.table({"week": needed}))
    stream = con.execute((SQL / "copies_marks.sql").read_text(encoding="utf-8"))
    while some := stream.fetchmany(MARKS_AT_ONCE):
        yield from (Mark(*row) for row in some)
    con.unregister("needed_weeks")


def _are_here(con: duckdb.DuckDBPyConnection, copies: list[Copy]) -> bool:
    if not copies:
        return True
    columns = [list(column) for column in zip(*copies, strict=True)]
    con.register("taken", pa.table(dict(zip(COPIES.names, columns, strict=True)), schema=COPIES))
    row = con.execute("""
        SELECT count(*) FROM (SELECT article_id FROM taken UNION ALL SELECT copy_of FROM taken)
        ANTI JOIN named.articles USING (article_id)
    """).fetchone()
    con.unregister("taken")
    return row == (0,)
