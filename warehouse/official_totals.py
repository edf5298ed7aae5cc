"""Figures about neutrality that official bodies published, from `warehouse/gazetteer/official_totals.csv`."""

from datetime import date

from warehouse.region_history import read_reference
from warehouse.rows import Row

DAYS = ("as_of_date", "said_date", "published_date")


def official_total_rows() -> dict[str, list[Row]]:
    """The rows of `official_totals`, in the order of the file. Raises ValueError where a value is not of its kind."""
    return {"official_totals": [_parse(row) for row in read_reference("official_totals")]}


def _parse(row: dict[str, str]) -> Row:
    try:
        days = {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
        is_exact = {"true": True, "false": False}[row["is_exact"]]
        return row | days | {"figure": int(row["figure"]), "is_exact": is_exact, "note": row["note"] or None}
    except (KeyError, ValueError) as error:
        raise ValueError(f"official_totals.csv: {row.get('total_id')!r}: {error}") from error
