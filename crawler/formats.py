"""Which format a file is in, told by its name, and by its first bytes where the name does not tell."""

from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.article_lines import BadLine
from crawler.items import Article

Reader = Callable[[Path], Iterator[Article | BadLine]]
BY_NAME = {
    ".txt": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "list",
    ".csv": "csv",
    ".tsv": "csv",
}
ARCHIVES = (".warc", ".warc.gz")
# Beginnings of files that hold no text, and what they are called.
BINARY = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format": "a database",
}
BEGINNING = 4_096


def reader_for(path: Path) -> Reader:
    """The function that reads a file. Raises ValueError where it is in no format that can be read."""
    from crawler.html_page import read_page
    from crawler.plain_text import read_text_file
    from crawler.tables import read_csv_file, read_lines_file, read_list_file
    from crawler.warc_file import read_warc_file

    if path.name.lower().endswith(ARCHIVES):
        return read_warc_file
    readers: dict[str, Reader] = {
        "text": read_text_file,
        "page": read_page,
        "lines": read_lines_file,
        "list": read_list_file,
        "csv": read_csv_file,
    }
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    for mark, name in BINARY.items():
        if beginning.startswith(mark):
            raise ValueError(f"{name}: only text, HTML, JSON and CSV can be read")
    if not beginning.strip():
        raise ValueError("the file is empty")
    kind = BY_NAME.get(path.suffix.lower()) or _by_content(beginning)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) and kind in ("lines", "list", "csv"):
        raise ValueError("UTF-16: save it as UTF-8")
    return readers[kind]


def has_known_name(path: Path) -> bool:
    """Whether a file's name tells that it is to be read."""
    return path.suffix.lower() in BY_NAME or path.name.lower().endswith(ARCHIVES)


def _by_content(beginning: bytes) -> str:
    text = beginning.decode("utf-8-sig", errors="replace").lstrip()
    first = text.split("\n", 1)[0].lower()
    if text.startswith("{"):
        return "lines"
    if text.startswith("["):
        return "list"
    if first.startswith(("<!doctype", "<html", "<?xml", "<head", "<body", "<article")):
        return "page"
    names = {name.strip('" \r') for name in first.replace(";", ",").replace("\t", ",").split(",")}
    return "csv" if "text" in names and len(names) > 1 else "text"
