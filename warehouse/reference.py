"""Rows that do not hang on one article: areas, election calendar, names of laws, from the stage before's gazetteer."""

from nlp.areas import NATION, load_areas, read_table
from warehouse.rows import Row, as_row


def region_rows() -> dict[str, list[Row]]:
    """The rows of `provinces` and `regions`."""
    areas = load_areas().values()
    nation: Row = {"code": NATION, "name": "Indonesia", "level": "nation", "province_code": None}
    return {
        "provinces": [{"code": area.code, "name": area.name} for area in areas if area.level == "province"],
        "regions": [nation, *(as_row(area) for area in areas)],
    }


def election_rows() -> dict[str, list[Row]]:
    """The calendar."""
    return {
        "elections": [_election(**row) for row in read_table("elections")],
        "election_stages": [dict(row) for row in read_table("election_stages")],
    }


def uncharted_election(election_id: str) -> Row:
    """An election outside the calendar that an article names: all that is known is in its id."""
    name = election_id.replace("-", " ").capitalize()
    return _election(election_id, election_id.partition("-")[0], name, name)


def law_rows() -> dict[str, list[Row]]:
    """The names of laws; what is not known of one is None."""
    return {
        "laws": [
            {"citation": row["value"]} | {key: value or None for key, value in row.items() if key != "value"}
            for row in read_table("laws")
        ]
    }


def _election(election_id: str, kind: str, name_id: str, name_en: str, voting_date: str | None = None) -> Row:
    return {
        "election_id": election_id,
        "kind": kind,
        "year": int(election_id.rpartition("-")[2]),
        "name_id": name_id,
        "name_en": name_en,
        "voting_date": voting_date or None,
    }
