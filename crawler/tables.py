"""Articles in tables: JSON lines, a JSON list, CSV. Their `text` is taken as it stands, page residue included.

A table comes from somebody who prepared it, and offsets may have been counted into its texts; what of them is page
residue is found again, and passed over, when they are read.
"""

import csv
import json
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from crawler.article_form import LONGEST_TEXT, make_article
from crawler.article_lines import (
    ARTICLE_KEYS,
    LABEL_KEYS,
    BadLine,
    read_is_paid,
    read_json_lines,
    read_tags,
    read_values,
)
from crawler.items import Article

log = logging.getLogger(__name__)
COLUMNS = ("id", "text", *ARTICLE_KEYS, *LABEL_KEYS)
DELIMITERS = (",", ";", "\t")
NOT_UTF8 = re.compile("[\udc80-\udcff]")
LONGEST_LIST = 500_000_000


def read_lines_file(path: Path) -> Iterator[Article | BadLine]:
    """Read JSON lines: one article a line, the broken ones as errors that name the line."""
    for number, row in read_json_lines(path):
        yield row if isinstance(row, BadLine) else _article_of_json(row, f"{path}:{number}", f"{path.name}:{number}")


def read_list_file(path: Path) -> Iterator[Article | BadLine]:
    """Read a JSON file that holds a list of articles; one that holds an article a line is read as that."""
    try:
        if path.stat().st_size > LONGEST_LIST:
            raise ValueError(f"larger than {LONGEST_LIST:,} bytes: give one article a line (.jsonl)")
        rows = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield BadLine(f"{path}: not UTF-8: {error.reason} at byte {error.start}")
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from read_lines_file(path)
        else:
            yield BadLine(f"{path}:{error.lineno}: not JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        yield BadLine(f"{path}: not a list of articles: nested too deeply")
    except ValueError as error:
        yield BadLine(f"{path}: {error}")
    else:
        rows = [rows] if isinstance(rows, dict) else rows
        if not isinstance(rows, list):
            yield BadLine(f"{path}: not a list of articles")
        else:
            for number, row in enumerate(rows, 1):
                yield _article_of_json(row, f"{path}: item {number}", f"{path.name}:{number}")


def read_csv_file(path: Path) -> Iterator[Article | BadLine]:
    """Read a CSV file: a header that names the columns, `text` among them, then an article a row.

    Between the cells stand commas, or semicolons or tabs where the header has these. Lines are counted from 1, the
    header included; a row is named by the line on which it begins.
    """
    limit = csv.field_size_limit(LONGEST_TEXT + 1_000_000)
    try:
        # A byte that is not UTF-8 becomes half a surrogate pair, so that it spoils its own row and no other.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            first = file.readline()
            file.seek(0)
            delimiter = max(DELIMITERS, key=first.count)
            yield from _rows(path, csv.reader(file, delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(limit)


def _rows(path: Path, reader: "csv._reader") -> Iterator[Article | BadLine]:  # type: ignore[name-defined]
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(header, path)
    except (ValueError, csv.Error) as error:
        yield BadLine(f"{path}:1: {error}")
        return
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadLine(f"{path}:{line}: not CSV: {error}")
            continue
        if any(cell.strip() for cell in cells):
            yield _article_of_cells(header, cells, f"{path}:{line}", f"{path.name}:{line}")


def _check_header(header: Sequence[str], path: Path) -> None:
    if not header:
        raise ValueError("the file is empty")
    if "text" not in header:
        raise ValueError(f"no column named text (the header names {', '.join(header)[:200]!r})")
    if twice := [name for name in COLUMNS if header.count(name) > 1]:
        raise ValueError(f"two columns named {twice[0]}")
    if other := [name for name in header if name not in COLUMNS]:
        log.info("%s: columns not used: %s", path, ", ".join(other)[:200])


def _article_of_cells(header: Sequence[str], cells: Sequence[str], place: str, source: str) -> Article | BadLine:
    if len(cells) != len(header):
        return BadLine(f"{place}: {len(cells)} cells where the header has {len(header)}")
    if any(NOT_UTF8.search(cell) for cell in cells):
        return BadLine(f'{place}: not UTF-8 (save the table as "CSV UTF-8")')
    row = {name: cell or None for name, cell in zip(header, cells, strict=True)}
    return _article_of_json(row, place, source)


def _article_of_json(row: Any, place: str, source: str) -> Article | BadLine:
    try:
        values = read_values(row)
        return make_article(values, source, read_tags(row), read_is_paid(row))
    except ValueError as error:
        return BadLine(f"{place}: not an article: {error}")
