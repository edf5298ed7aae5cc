"""Articles as JSON: one object a line in a `.jsonl` file, or all in a list.

The keys are those of the article form: `id, url, title, published, text`, and `outlet, outlet_region, author, editor,
updated, section, language`, all texts; `tags`, a list of texts or one with commas between; `is_paid`, true or false.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from crawler.filing import clean_tags
from crawler.items import Article

ARTICLE_KEYS = (
    *("url", "title", "published", "outlet", "outlet_region", "author"),
    *("editor", "updated", "section", "language"),
)
LABEL_KEYS = ("tags", "is_paid")
BETWEEN_TAGS = re.compile(r"[,;|\n]")
YES, NO = ("true", "1", "yes", "ya"), ("false", "0", "no", "tidak")
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
    labels = {"tags": clean_tags(read_tags(row)), "is_paid": read_is_paid(row)}
    return Article(**values, **labels)  # type: ignore[arg-type]  # id and text are there


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


def read_tags(row: dict[str, Any]) -> list[str]:
    """The tags of a row: a list of texts, or one text with commas, semicolons or bars between. Else a ValueError."""
    tags = row.get("tags")
    if tags is None:
        return []
    if isinstance(tags, str):
        tags = BETWEEN_TAGS.split(tags)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError(f"tags is no list of texts: {tags!r:.60}")
    return tags


def read_is_paid(row: dict[str, Any]) -> bool | None:
    """Whether a row says that its article was paid for: true or false, None where it does not. Else a ValueError."""
    value = row.get("is_paid")
    if value is None or isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else str(value) if isinstance(value, int) else "?"
    if word not in ("", *YES, *NO):
        raise ValueError(f"is_paid is neither true nor false: {value!r:.40}")
    return None if not word else word in YES


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
