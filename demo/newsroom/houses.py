"""The newsroom's outlets: who they are, where they live, how their server behaves."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

MATERIAL = Path(__file__).parent / "material"
CITIES = frozenset(
    {
        "Batam", "Tanjungpinang", "Banda Aceh", "Semarang", "Salatiga", "Metro", "Samarinda", "Bontang", "Padang",
        "Bukittinggi", "Pekanbaru", "Bengkulu", "Kupang", "Ambon", "Tual", "Surabaya",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class House:
    """One outlet of the newsroom; `places` are its towns with their districts, `delay` seconds between requests."""

    id: str
    host: str
    template: str
    name: str
    city: str
    home: str
    zone: ZoneInfo
    robots: str
    delay: float
    provinces: tuple[str, ...]
    people: tuple[str, ...]
    editors: tuple[str, ...]
    places: dict[str, tuple[str, ...]]
    small: bool = False

    @property
    def base(self) -> str:
        """Scheme and host."""
        return f"http://{self.host}"

    @property
    def clock(self) -> str:
        """The short name of the outlet's zone."""
        return {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}[self.zone.key]


def load_houses() -> tuple[House, ...]:
    """The outlets, in the order of the file."""
    return tuple(_house(row) for row in load_material("houses")["house"])


def load_material(name: str) -> dict[str, Any]:
    """A file of writing material."""
    return tomllib.loads((MATERIAL / f"{name}.toml").read_text(encoding="utf-8"))


def _house(row: dict[str, Any]) -> House:
    places = {town: tuple(districts) for town, districts in row["places"].items()}
    lists = {key: tuple(row[key]) for key in ("provinces", "people", "editors")}
    return House(**{**row, **lists, "places": places, "zone": ZoneInfo(row["zone"])})
