"""How fast archives are read in bulk, on one core: run as a script it prints what it measures.

Four ways take turns over the same files: the reader of archives alone, which decodes the bodies that pass by host,
status and type; our reading up to the last filter on bytes; warcio, which a user would take instead, with the same
filter; and the whole import, with extraction. The files are made from a seed: pages of many hosts, 30 to 200 KB of
markup each, as Common Crawl keeps them. A page in 33 is Indonesian, and a tenth of these are on our subject.
"""

import argparse
import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from fastwarc.warc import ArchiveIterator as FastIterator  # noqa: E402
from fastwarc.warc import WarcRecordType  # noqa: E402
from warcio.archiveiterator import ArchiveIterator as WarcioIterator  # noqa: E402

from crawler.warc_bulk import import_warc, settings_of  # noqa: E402
from crawler.warc_hosts import HostRule  # noqa: E402
from crawler.warc_records import Tally, WarcPages  # noqa: E402
from crawler.warc_words import test_page as why_not  # noqa: E402
from demo.newsroom.records import all_records  # noqa: E402
from scale.crew import Alone  # noqa: E402

SEED = 7
ROUNDS = 5
# Of our reading against the reader alone.
FLOOR = 0.80
INDONESIAN_EVERY, SUBJECT_EVERY = 33, 10
SMALLEST, LARGEST = 30_000, 200_000
# Memory of a process after so many records of one file.
MEMORY_STEPS = (300, 1_200, 2_400)
RULE = ("id",)
SYLLABLES = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "on", "us")]
ENGLISH = ("the", "of", "and", "to", "in", "that", "for", "was", "with", "on", "by", "from", "has", "it", "at", "not")
MENU = ("Beranda", "Ekonomi", "Olahraga", "Hiburan", "Kesehatan", "Teknologi", "Wisata", "Indeks", "Redaksi", "Kontak")


class Maker:
    """Pages of a seed: markup around paragraphs, much of it repeated, as on any site."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = ["".join(self._chance.choices(SYLLABLES, k=self._chance.randint(1, 4))) for _ in range(4_000)]
        self._sections = ["".join(self._block() for _ in range(20)) for _ in range(2_000)]
        records = [one for one in all_records() if len(" ".join(one.paragraphs)) > 600]
        self._on_subject = [one for one in records if one.relevance == "core"]
        self._others = [one for one in records if one.relevance == "none" and not _is_near(one)]

    def records(self, count: int, indonesian_every: int = INDONESIAN_EVERY) -> Iterator[bytes]:
        """So many responses, as they lie in a file, not packed."""
        for number in range(count):
            if number % indonesian_every:
                host, lines = f"www.{self._word()}{number % 500}.test", self._foreign()
            else:
                is_on_subject = number // indonesian_every % SUBJECT_EVERY == 0
                one = self._chance.choice(self._on_subject if is_on_subject else self._others)
                host, lines = (
                    f"{self._word()}{number % 90}.id",
                    [one.title, *one.paragraphs, f"Nomor berita: {number}."],
                )
            yield _response(f"https://{host}/{number}/berita", self._page(lines).encode())

    def _page(self, lines: list[str]) -> str:
        length = self._chance.randint(SMALLEST, LARGEST)
        title, *paragraphs = map(escape, lines)
        article = f"<article><h1>{title}</h1>" + "".join(f"<p>{line}</p>\n" for line in paragraphs) + "</article>"
        around: list[str] = []
        size = len(article)
        while size < length:
            around.append(self._chance.choice(self._sections))
            size += len(around[-1])
        half = len(around) // 2
        menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>\n' for word in MENU)
        return (
            f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title>\n{"".join(around[:half])}'
            f"</head><body><ul>{menu}</ul>\n{article}\n<aside>{''.join(around[half:])}</aside></body></html>"
        )

    def _block(self) -> str:
        one, two, three, four, five = (self._word() for _ in range(5))
        kind = self._chance.random()
        if kind < 0.3:
            number = self._chance.random()
            return f"<script>var {one}={{'{two}':{number},{three}:function(e){{return e.{four}}}}};</script>\n"
        if kind < 0.5:
            return f"<style>.{one}-{two}{{padding:{len(three)}px;color:#{self._chance.getrandbits(24):06x}}}</style>\n"
        link = f'<a href="https://cdn.{three}.test/{four}/{five}.jpg" title="{two}">{four} {five}</a>'
        return f'<div class="{one} {two}">{link}</div>\n'

    def _foreign(self) -> list[str]:
        lines = []
        for _ in range(8):
            words = (self._word() if self._chance.random() < 0.6 else self._chance.choice(ENGLISH) for _ in range(60))
            lines.append(" ".join(words) + ".")
        return lines

    def _word(self) -> str:
        return self._chance.choice(self._words)


def _is_near(record: Any) -> bool:
    from crawler.warc_words import test_article

    return test_article(record.title, "\n".join(record.paragraphs))


def _response(url: str, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-10-07T07:20:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012}>\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def make_file(path: Path, count: int, seed: int = SEED, indonesian_every: int = INDONESIAN_EVERY) -> int:
    """Write a file of so many records; its bytes unpacked."""
    size = 0
    with path.open("wb") as file:
        for one in Maker(seed).records(count, indonesian_every):
            size += len(one)
            file.write(gzip.compress(one, 6, mtime=0))
    return size


def reader_alone(path: Path, rule: HostRule) -> int:
    """Pages whose bodies the reader of archives decodes, by host, status and type."""
    count = 0
    with path.open("rb") as file:
        for record in FastIterator(file, record_types=WarcRecordType.response, parse_http=False):
            if not rule.takes(record.headers.get("WARC-Target-URI") or ""):
                continue
            record.parse_http(auto_decode="all")
            if record.http_headers.status_code == 200 and "html" in (record.http_content_type or ""):
                count += bool(record.reader.read())
    return count


def with_warcio(path: Path, rule: HostRule) -> int:
    """The same with warcio."""
    count = 0
    with path.open("rb") as file:
        for record in WarcioIterator(file):
            if record.rec_type != "response" or not rule.takes(record.rec_headers.get_header("WARC-Target-URI") or ""):
                continue
            headers = record.http_headers
            if headers.get_statuscode() == "200" and "html" in headers.get_header("Content-Type"):
                count += bool(record.content_stream().read())
    return count


def our_reading(path: Path, rule: HostRule) -> int:
    """Pages that pass all that is told from bytes."""
    with path.open("rb") as file:
        return sum(1 for _ in WarcPages(file, path.stat().st_size, rule, _why_not, Tally()))


def _why_not(body: bytes) -> str | None:
    return why_not(body, is_any_subject=False)


def whole_import(path: Path, folder: Path) -> int:
    """Articles that the whole import brings."""
    shutil.rmtree(folder, ignore_errors=True)
    return import_warc(folder, [str(path)], settings_of(RULE, None, False, False), Alone()).articles


def measure(size: int = 1_500) -> dict[str, Any]:
    """Measure a file of `size` records: processor seconds (the best of the rounds), ratios, memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.warc.gz")
        unpacked = make_file(path, size)
        rule, any_rule = HostRule(frozenset(RULE)), HostRule(frozenset(), is_any=True)
        small = Path(folder, "few.warc.gz")
        make_file(small, size // 5, SEED + 1)
        dense = Path(folder, "dense.warc.gz")
        make_file(dense, size // 5, SEED + 2, indonesian_every=1)
        ways: dict[str, Callable[[], int]] = {
            "reader": lambda: reader_alone(path, rule), "ours": lambda: our_reading(path, rule),
            "reader, any host": lambda: reader_alone(small, any_rule),
            "ours, any host": lambda: our_reading(small, any_rule),
            "reader, all Indonesian": lambda: reader_alone(dense, rule),
            "ours, all Indonesian": lambda: our_reading(dense, rule),
        }  # fmt: skip
        best: dict[str, float] = dict.fromkeys(ways, float("inf"))
        found: dict[str, int] = {}
        for _ in range(ROUNDS):
            for name, act in ways.items():
                best[name], found[name] = min(best[name], _seconds(act, name, found)), found[name]
        for name, act in (
            ("warcio", lambda: with_warcio(path, rule)), ("import", lambda: whole_import(path, Path(folder, "data"))),
        ):  # fmt: skip
            best[name] = _seconds(act, name, found)
        return {
            "records": size, "megabytes": round(unpacked / 1e6), "packed megabytes": round(path.stat().st_size / 1e6),
            "seconds": {name: round(value, 3) for name, value in best.items()}, "found": found,
            "ratio": round(best["reader"] / best["ours"], 3),
            "ratio, any host": round(best["reader, any host"] / best["ours, any host"], 3),
            "ratio, all Indonesian": round(best["reader, all Indonesian"] / best["ours, all Indonesian"], 3),
            "times warcio": round(best["warcio"] / best["ours"], 1), "floor": FLOOR,
            "memory": memory_growth(Path(folder, "memory.warc.gz")),
        }  # fmt: skip


def _seconds(act: Callable[[], int], name: str, found: dict[str, int]) -> float:
    began = time.process_time()
    found[name] = act()
    return time.process_time() - began


def memory_growth(path: Path) -> dict[int, int]:
    """The largest memory of a process, in MB, that reads and imports growing parts of one file, each step anew."""
    grown: dict[int, int] = {}
    for count in MEMORY_STEPS:
        make_file(path, count, SEED + 3)
        call = [sys.executable, __file__, "--import-and-tell", str(path)]
        told = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True, env=os.environ).stdout
        grown[count] = int(told.split()[-1])
    return grown


def import_and_tell(path: Path) -> None:
    """Import a file and print the largest memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        whole_import(path, Path(folder, "data"))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def lines(measured: dict[str, Any]) -> list[str]:
    """What was measured, as Markdown."""
    seconds, found = measured["seconds"], measured["found"]
    megabytes = measured["megabytes"]
    table = ["| way | seconds | MB of pages a second | pages or articles |", "| --- | ---: | ---: | ---: |"]
    for name in ("reader", "ours", "warcio", "import"):
        table.append(f"| {name} | {seconds[name]:.2f} | {megabytes / seconds[name]:.0f} | {found[name]} |")
    memory = ", ".join(f"{count:,} records {size} MB" for count, size in measured["memory"].items())
    return [
        f"{measured['records']:,} records, {megabytes} MB of pages, {measured['packed megabytes']} MB packed; one core",
        "", *table, "",
        f"Our reading has {measured['ratio']:.2f} of the speed of the reader alone (floor {measured['floor']}), "
        f"{measured['times warcio']} times that of warcio. With --any-host, every body looked at: "
        f"{measured['ratio, any host']:.2f}; where every page is Indonesian: {measured['ratio, all Indonesian']:.2f}.",
        f"Largest memory of an import: {memory}.",
    ]  # fmt: skip


def main() -> None:
    """Measure and print; exit status 1 where the floor does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_500, help="records of the file")
    parser.add_argument("--json", action="store_true", help="print all that was measured")
    parser.add_argument("--import-and-tell", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.import_and_tell:
        import_and_tell(asked.import_and_tell)
        return
    measured = measure(asked.size)
    print(json.dumps(measured, indent=1) if asked.json else "\n".join(lines(measured)))
    sys.exit(0 if measured["ratio"] >= FLOOR else 1)


if __name__ == "__main__":
    main()
