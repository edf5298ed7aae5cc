"""Areas as they were: names, codes and provinces that changed, from `warehouse/gazetteer/region_changes.csv`.

Tables and views keep today's codes, so that an article about Merauke in 2020 and one in 2024 meet; what an area was
called and where it lay on a day is asked here. The day of a change is that of the law's promulgation (where only the
signing is known, that day), not of the ceremony that followed.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from nlp.areas import NATION, load_areas
from warehouse.rows import Row, as_row

FOLDER = Path(__file__).parent / "gazetteer"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RegionPeriod:
    """What one of today's areas was between two days, both included; None is an open end.

    `code`, `name`, `level` and `province_code` are those of the time, `today_code` the code by which all tables know
    the area. `is_part` says that the area did not exist yet: `code` and `name` are then those of the area it was made
    from. `law` and `source` tell of the change that ended the period; None for the one that lasts.
    """

    today_code: str
    code: str
    name: str
    level: str
    province_code: str | None
    valid_from: date | None
    valid_to: date | None
    is_part: bool = False
    law: str | None = None
    source: str | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def load_periods() -> Mapping[str, tuple[RegionPeriod, ...]]:
    """The periods of every area by today's code, oldest first; the nation's own among them."""
    changes: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in read_reference("region_changes"):
        changes[row["today_code"]].append(row)
    found: dict[str, tuple[RegionPeriod, ...]] = {
        NATION: (RegionPeriod(NATION, NATION, "Indonesia", "nation", None, None, None),)
    }
    for area in load_areas().values():
        past = sorted(changes[area.code], key=lambda row: row["changed_on"])
        begins = [None, *(date.fromisoformat(row["changed_on"]) for row in past)]
        found[area.code] = (
            *(_past_period(row, begin) for row, begin in zip(past, begins, strict=False)),
            RegionPeriod(area.code, area.code, area.name, area.level, area.province_code, begins[-1], None),
        )
    return MappingProxyType(found)


def region_on(code: str, day: date) -> RegionPeriod | None:
    """What the area was on a day. `code` is today's or, where no area bears it today, a former one ("91.01").

    None for a code that never was one.
    """
    periods = load_periods().get(code) or load_periods().get(_former_codes().get(code, ""), ())
    return next((period for period in periods if period.holds(day)), None)


def province_on(code: str, day: date) -> str | None:
    """The code of the province that the area lay in on a day; None for the nation and for an unknown code."""
    period = region_on(code, day)
    return period.province_code if period else None


def region_period_rows() -> dict[str, list[Row]]:
    """The rows of `region_periods`, in the order of today's codes."""
    return {"region_periods": [as_row(period) for code in sorted(load_periods()) for period in load_periods()[code]]}


def former_names() -> Iterator[tuple[str, str]]:
    """Names that areas bore, each with today's code: ("Kabupaten Toba Samosir", "12.12")."""
    for code, periods in load_periods().items():
        yield from ((p.name, code) for p in periods[:-1] if not p.is_part and p.name != periods[-1].name)


def read_reference(name: str) -> list[dict[str, str]]:
    """The rows of `warehouse/gazetteer/<name>.csv`, values as text. Raises FileNotFoundError where there is none."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _former_codes() -> Mapping[str, str]:
    return MappingProxyType({p.code: code for code, ps in load_periods().items() for p in ps[:-1] if not p.is_part})


def _past_period(row: Mapping[str, str], begin: date | None) -> RegionPeriod:
    return RegionPeriod(
        today_code=row["today_code"],
        code=row["former_code"],
        name=row["former_name"],
        level=row["level"],
        province_code=row["former_province_code"],
        valid_from=begin,
        valid_to=date.fromisoformat(row["changed_on"]) - DAY,
        is_part=row["is_part"] == "true",
        law=row["law"],
        source=row["source"],
    )
