"""Articles as JSON: one object a line in a `.jsonl` file, or all in a list.

The keys are those of the article form: `id, url, title, published, text`, and `outlet, outlet_region, author`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from crawler.items import Article

ARTICLE_KEYS = ("url", "title", "published", "outlet", "outlet_region", "author")
# The longest line that is read: a line without end must not fill the memory.
LONGEST_LINE = 64_000_000


class BadLine(ValueError):
    """A line of an input file that holds no article; the message names file and line."""


def article_from_dict(row: Any) -> Article:
    """Build an article from the keys of the article form; other keys are not looked at.

    Raises ValueError where `id` or `text` is missing or a value is no text.
    """
    values = read_values(row)
    for key in ("id", "text"):
        if values[key] is None:
            raise ValueError(f"no {key}")
    return Article(**values)  # type: ignore[arg-type]  # id and text are there


def read_values(row: Any) -> dict[str, str | None]:
    """The values of the article form, None where there is none. Raises ValueError where one is no text."""
    if not isinstance(row, dict):
        raise ValueError("not an object")
    values = {key: row.get(key) for key in ("id", "text", *ARTICLE_KEYS)}
    if isinstance(values["id"], int) and not isinstance(values["id"], bool):
        values["id"] = str(values["id"])
    for key, value in values.items():
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key} is no text: {value!r:.60}")
        if value is not None and not _can_be_written(value):
            raise ValueError(f"{key} holds half a surrogate pair")
    return values


def read_article_lines(path: Path) -> Iterator[Article | BadLine]:
    """Read a JSON lines file; a broken line comes as the error that names it, so that the others still count."""
    for number, row in read_json_lines(path):
        if isinstance(row, BadLine):
            yield row
            continue
        try:
            yield article_from_dict(row)
        except ValueError as error:
            yield BadLine(f"{path}:{number}: not an article: {error}")


def read_json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Each line's number and what JSON it holds, or the BadLine that tells why it holds none; blank lines left out."""
    with path.open("rb") as file:
        for number, line in enumerate(_bounded_lines(file), 1):
            if line is None:
                yield number, BadLine(f"{path}:{number}: longer than {LONGEST_LINE:,} bytes")
            elif line.strip():
                yield number, _parse(line, f"{path}:{number}")


def _can_be_written(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _parse(line: bytes, place: str) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return BadLine(f"{place}: not UTF-8: {error.reason} at byte {error.start}")
    except json.JSONDecodeError as error:
        return BadLine(f"{place}: not JSON: {error.msg} at column {error.colno}")
    except RecursionError:
        return BadLine(f"{place}: not an article: nested too deeply")
    except ValueError as error:  # such as a number of ten thousand digits
        return BadLine(f"{place}: not an article: {error}")


def _bounded_lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is too long."""
    while line := file.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None
