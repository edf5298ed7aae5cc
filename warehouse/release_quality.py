"""The pipeline's scores against gold, out of `docs/quality.md`, which `make score` writes."""

import re
import tomllib
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
QUALITY_FILE = PROJECT / "docs" / "quality.md"
FLOORS_FILE = PROJECT / "tests" / "nlp" / "floors.toml"
SECTION = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- /\1 -->", re.DOTALL)
# A version ends with a letter or digit; a line break may stand before it.
PIPELINE = re.compile(r"\bpipeline\s+(\d[\w.+]*\w)")
# "0.864 (140/23/21)": a score, and hits, misses, inventions; "0.979 (47/1)": right and wrong.
FIGURE = re.compile(r"(\d\.\d+) \((\d+)/(\d+)(?:/(\d+))?\)")


def read_quality(quality_file: Path = QUALITY_FILE, floors_file: Path = FLOORS_FILE) -> dict[str, Any] | None:
    """The tables of the report by section, and the lowest scores that the project accepts; None without a report.

    A figure becomes `{"score", "hit", "missed", "invented"}`, one of accuracy `{"score", "right", "wrong"}`.
    Raises ValueError where the report is there and no table can be read in it.
    """
    if not quality_file.is_file():
        return None
    text = quality_file.read_text(encoding="utf-8")
    sections = [_section(name, body) for name, body in SECTION.findall(text)]
    if not any(section["tables"] for section in sections):
        raise ValueError(f"{quality_file}: no table of scores found; `make score` writes it anew")
    floors: dict[str, Any] = {}
    if floors_file.is_file():
        with floors_file.open("rb") as file:
            floors = tomllib.load(file)
    pipelines = sorted({section["pipeline"] for section in sections if section["pipeline"]})
    return {"pipelines": pipelines, "sections": sections, "floors": floors}


def headline(quality: dict[str, Any]) -> list[tuple[str, str]]:
    """The scores on the untouched part of the corpus, figure and score: the ones to quote."""
    for section in quality["sections"]:
        for table in section["tables"]:
            if table["columns"][:1] == ["figure"] and "test" in table["columns"]:
                return [
                    (str(row["figure"]), f"{row['test']['score']:.3f}")
                    for row in table["rows"]
                    if isinstance(row["test"], dict)
                ]
    return []


def _section(name: str, body: str) -> dict[str, Any]:
    pipeline = PIPELINE.search(body)
    title, tables, block = name, [], []
    heading = ""
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            block.append(line)
            continue
        if block:
            tables.append({"title": heading or title, **_table(block)})
            block = []
        if line.startswith("## "):
            title = line[3:].strip()
        elif line.startswith("### "):
            heading = line[4:].strip()
    return {"name": name, "title": title, "pipeline": pipeline[1] if pipeline else None, "tables": tables}


def _table(lines: list[str]) -> dict[str, Any]:
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    columns = cells[0]
    rows = [dict(zip(columns, map(_value, row), strict=False)) for row in cells[2:]]
    return {"columns": columns, "rows": rows}


def _value(cell: str) -> Any:
    found = FIGURE.fullmatch(cell)
    if found is None:
        return cell
    score, first, second, third = float(found[1]), int(found[2]), int(found[3]), found[4]
    if third is None:
        return {"score": score, "right": first, "wrong": second}
    return {"score": score, "hit": first, "missed": second, "invented": int(third)}
