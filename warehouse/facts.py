"""Facts for the dashboard's counts (`schema/facts.sql`), made anew from the base tables at the end of every build."""

from pathlib import Path

import duckdb

FACTS = Path(__file__).parent / "schema" / "facts.sql"
# The bits of one facet stand in a signed 64-bit integer.
MAX_BITS = 63
# Each comment stands on a line of its own.
COMMENT = "COMMENT ON "


def make_facts(con: duckdb.DuckDBPyConnection, *, is_within: bool = False) -> None:
    """Make the facts, in place of those that are there.

    Called twice: once on the empty base tables, before the views that read the facts are made (`officials_with_region`
    must be there, for it tells who is protected), and once when all is loaded. Raises ValueError where a facet has
    more values than bits. `is_within` a transaction that is open already.
    """
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    con.execute("\n".join(line for line in lines if not line.startswith(COMMENT)))
    # As one statement more than two hundred are brought to disk at once.
    comments = "\n".join(line for line in lines if line.startswith(COMMENT))
    con.execute(comments if is_within else f"BEGIN; {comments} COMMIT")
    found = con.execute(
        "SELECT facet, count(*) FROM fact_bits GROUP BY facet HAVING count(*) > $most", {"most": MAX_BITS}
    ).fetchone()
    if found is not None:
        raise ValueError(f"fact_bits: {found[1]} values of {found[0]}, at most {MAX_BITS} fit")
