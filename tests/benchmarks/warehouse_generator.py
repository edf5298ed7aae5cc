"""Many articles from few: the demonstration articles and their annotations, varied, as files of a data directory.

    python tests/benchmarks/warehouse_generator.py --from demo-data --to DIR --count 100000 [--first 0] [--last-days 7]

Each variant exchanges every word for another of the same length and form, so that all offsets hold, names agree
with their mentions, the vocabulary does not grow, and no two variants share enough word triples to be folded. Words
with a capital follow one of `NAME_SETS` exchanges, so that persons come back and namesakes occur. One article in ten
repeats the text of the one before it in another outlet a day later: these copies alone are to be folded. Places
change code only; days lie within ten years, and an article comes in on the day after its own. The articles varied are
those on the subject and a tenth as many others.
Same numbers, same rows: a directory grows by a later `--first`.
"""

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from crawler.store import SCHEMA as ARTICLES  # noqa: E402
from crawler.store import articles_folder  # noqa: E402
from nlp.areas import load_areas  # noqa: E402
from nlp.store import SCHEMA as ANNOTATIONS  # noqa: E402
from nlp.store import annotations_folder  # noqa: E402
from nlp.version import pipeline_version  # noqa: E402

WORD = re.compile(r"[A-Za-z]+")
NAME_SETS = 400
COPY_SHARE = 0.1
OUTLETS = 125
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
PER_FILE = 10_000
OTHERS_PER_SUBJECT = 0.1


def write_corpus(source: Path, target: Path, count: int, first: int = 0, last_days: int = DAYS) -> None:
    """Write the articles numbered from `first` and their annotations; memory holds one file of them.

    They are of the `last_days` days of the ten years: all of them, or the newest, as a day's crawl brings them.
    """
    drawn = Variants(read_source(source), last_days)
    for folder in (articles_folder(target), annotations_folder(target)):
        folder.mkdir(parents=True, exist_ok=True)
    for start in range(first, first + count, PER_FILE):
        numbers = range(start, min(start + PER_FILE, first + count))
        rows = [drawn.make(number) for number in numbers]
        name = f"{start:09}.parquet"
        articles = pa.Table.from_pylist([article for article, _ in rows], schema=ARTICLES)
        pq.write_table(articles, articles_folder(target) / name, compression="zstd")
        annotations = pa.Table.from_pylist([annotation for _, annotation in rows], schema=ANNOTATIONS)
        path = annotations_folder(target) / f"{pipeline_version()}-{name}"
        pq.write_table(annotations, path, compression="zstd")


def read_source(data_dir: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles of a data directory with their annotations by this pipeline, on the subject, and some of the others."""
    annotations: dict[tuple[str, str], dict[str, Any]] = {}
    for path in sorted(annotations_folder(data_dir).glob(f"{pipeline_version()}-*.parquet")):
        annotations |= {(row["id"], row["version"]): row for row in pq.read_table(path, partitioning=None).to_pylist()}
    rows: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for path in sorted(articles_folder(data_dir).glob("*.parquet")):
        for row in pq.read_table(path, partitioning=None).to_pylist():
            if (row["id"], row["version"]) in annotations:
                rows[row["id"]] = row, annotations[row["id"], row["version"]]
    in_order = [rows[key] for key in sorted(rows)]
    on_subject = [pair for pair in in_order if pair[1]["relevance"] != "none"]
    others = [pair for pair in in_order if pair[1]["relevance"] == "none"]
    return on_subject + others[: int(OTHERS_PER_SUBJECT * len(on_subject))]


class Variants:
    """The articles to vary, with the words they are varied by."""

    def __init__(self, source: list[tuple[dict[str, Any], dict[str, Any]]], last_days: int = DAYS) -> None:
        self._last_days = last_days
        if not source:
            raise ValueError("no annotated articles to vary")
        self._source = source
        self._codes = sorted(load_areas())
        by_form: dict[tuple[int, bool], set[str]] = {}
        for article, _ in source:
            for word in WORD.findall(article["text"]):
                by_form.setdefault(_form(word), set()).add(word)
        self._words = {form: sorted(words) for form, words in by_form.items()}
        self._places = {word: at for words in self._words.values() for at, word in enumerate(words)}

    def make(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """The article of this number and its annotation, as rows of the stores."""
        model = self._model(number)
        draw = random.Random(f"model {model}")
        article, annotation = self._source[model % len(self._source)]
        change = self._exchange(model)
        areas = self._areas(draw)
        day = FIRST_DAY + timedelta(days=DAYS - 1 - draw.randrange(self._last_days) + (number - model))
        outlet = random.Random(f"outlet {number}").randrange(OUTLETS)
        text = change(article["text"])
        host = f"media{outlet:03}.example"
        url = f"https://{host}/{number}"
        id = f"u-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        version = hashlib.sha256(text.encode()).hexdigest()[:16]
        home = self._codes[outlet * len(self._codes) // OUTLETS]
        row = article | {
            "id": id, "version": version, "url": url, "text": text, "outlet": f"Media {outlet}", "outlet_region": home,
            "title": change(article["title"]) if article["title"] else None,
            "published": day.isoformat() if article["published"] else None,
            "imported_at": f"{day + timedelta(days=1)}T00:00:00+00:00", "source": "generated",
        }  # fmt: skip
        own = _changed(annotation, change, areas)
        return row, own | {"id": id, "version": version, "pipeline": pipeline_version()}

    def _model(self, number: int) -> int:
        """The article whose text this one has: its own, of a copy that of the one before."""
        while number > 0 and random.Random(number).random() < COPY_SHARE:
            number -= 1
        return number

    def _exchange(self, model: int) -> Any:
        """A function that exchanges the words of a text, the lengths kept."""
        shifts: dict[tuple[int, bool], tuple[int, int]] = {}

        def change(match: re.Match[str]) -> str:
            word = match[0]
            form = _form(word)
            words = self._words.get(form)
            if words is None or word not in self._places:
                return word
            if form not in shifts:
                draw = random.Random(f"{model % NAME_SETS if form[1] else model} {form}")
                # Multiplied by a number without a common divisor, each word goes to another one.
                step = draw.randrange(1, len(words) + 1)
                while _common(step, len(words)) > 1:
                    step = draw.randrange(1, len(words) + 1)
                shifts[form] = step, draw.randrange(len(words))
            step, shift = shifts[form]
            return words[(self._places[word] * step + shift) % len(words)]

        return lambda text: WORD.sub(change, text)

    def _areas(self, draw: random.Random) -> Any:
        """A function that exchanges codes, the same one for the same; the nation stays."""
        shift = draw.randrange(len(self._codes))
        places = {code: at for at, code in enumerate(self._codes)}
        return lambda code: self._codes[(places[code] + shift) % len(self._codes)] if code in places else code


def _changed(annotation: dict[str, Any], change: Any, areas: Any) -> dict[str, Any]:
    row = dict(annotation)
    row["primary_regions"] = [areas(code) for code in row["primary_regions"]]
    row["regions"] = [item | {"value": areas(item["value"])} for item in row["regions"]]
    row["officials"] = [
        item
        | {"name": change(item["name"]), "region": areas(item["region"])}
        | {"mentions": [mention | {"text": change(mention["text"])} for mention in item["mentions"]]}
        for item in row["officials"]
    ]
    row["dates"] = [item | {"text": change(item["text"])} for item in row["dates"]]
    row["measures"] = [item | {"actor": item["actor"] and change(item["actor"])} for item in row["measures"]]
    for kind in ("quotes", "statements"):
        row[kind] = [
            item | {"text": change(item["text"]), "speaker": item["speaker"] and change(item["speaker"])}
            for item in row[kind]
        ]
    row["totals"] = [item | {"scope": areas(item["scope"])} for item in row["totals"]]
    return row


def _form(word: str) -> tuple[int, bool]:
    return len(word), word[0].isupper()


def _common(first: int, second: int) -> int:
    while second:
        first, second = second, first % second
    return first


def _numbers(arguments: list[str]) -> Iterator[Any]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="source", type=Path, default=ROOT / "demo-data")
    parser.add_argument("--to", dest="target", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--last-days", type=int, default=DAYS)
    yield parser.parse_args(arguments)


if __name__ == "__main__":
    for asked in _numbers(sys.argv[1:]):
        write_corpus(asked.source, asked.target, asked.count, asked.first, asked.last_days)
