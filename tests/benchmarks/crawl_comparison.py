"""Other extractors on the same pages: what netralitas adds to them.

Each gets the page at an article's own address as the newsroom serves it; what stands on further pages, in a script or
behind an interface is for a crawler to bring, and they are extractors alone.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from crawl_measures import Measures, Reading, measure
from trafilatura import bare_extraction
from trafilatura.settings import Document

from crawler.html_page import decode_page
from demo.newsroom.exchange import Request
from demo.newsroom.records import Record
from demo.newsroom.site import Newsroom

HERE = Path(__file__).parent / "comparison"
PYTHON = Path(__file__).parents[2] / ".venv" / "comparison" / "bin" / "python"


def other_extractors(newsroom: Newsroom, records: Sequence[Record]) -> dict[str, Measures]:
    """The measures of each other extractor over the records' pages, as far as it is installed."""
    pages = [page_of(newsroom, record) for record in records]
    readers: dict[str, Callable[[Sequence[tuple[str, str]]], list[Reading]]] = {"trafilatura alone": _trafilatura}
    if PYTHON.exists():
        readers["newspaper4k"] = _newspaper
    told = {}
    for name, read in readers.items():
        counts: Counter[str] = Counter()
        for record, reading in zip(records, read(pages), strict=True):
            counts += measure(record, reading)
            counts["without text"] += not reading.text.strip()
        told[name] = Measures(counts)
    return told


def page_of(newsroom: Newsroom, record: Record) -> tuple[str, str]:
    """An article's address and the page there; redirects are followed."""
    url = record.url
    for _ in range(5):
        host, _, rest = url.removeprefix("http://").partition("/")
        path, _, query = rest.partition("?")
        pairs = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
        reply = newsroom.respond(Request(host, f"/{path}", pairs), f"/{rest}")
        if reply.status not in (301, 302):
            break
        url = reply.headers["Location"]
    return record.url, decode_page(reply.content)


def _trafilatura(pages: Sequence[tuple[str, str]]) -> list[Reading]:
    readings = []
    for url, page in pages:
        found = bare_extraction(page, url=url, with_metadata=True, include_comments=False)
        readings.append(
            Reading(found.text or "", found.title, found.date, found.author)
            if isinstance(found, Document)
            else Reading("")
        )
    return readings


def _newspaper(pages: Sequence[tuple[str, str]]) -> list[Reading]:
    lines = "".join(json.dumps({"url": url, "html": page}) + "\n" for url, page in pages)
    command = [str(PYTHON), str(HERE / "newspaper_pages.py")]
    answer = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [Reading(**json.loads(line)) for line in answer.stdout.splitlines()]
