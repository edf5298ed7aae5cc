"""The quality report: scores of the pipeline against gold, as `docs/quality.md`.

Gold comes from two places. The demonstration corpus is in the repository, split into parts (its README tells how); the
`test` part is the honest figure. Five real articles lie outside the repository, so their table is written only where
they are at hand, and left as it stands otherwise.
"""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.article_lines import article_from_dict
from crawler.items import Article
from nlp.forms import annotation_to_dict
from nlp.quality_confidence import confidence_section, told_by_kind
from nlp.quality_speech import measure_speech, speech_section
from nlp.score import Figure, Row, Scores, compare, count_offsets, load_rows, weakest
from nlp.training.calibration import gather_cases
from nlp.version import PROJECT, pipeline_version

CORPUS = PROJECT / "tests" / "fixtures" / "corpus"
FRESH = PROJECT / "tests" / "fixtures" / "fresh"
DEMO_ARTICLES = PROJECT / "demo" / "articles.jsonl"
PARTS = ("test", "dev", "train")
FRESH_PARTS = ("test", "dev")
SECTIONS = ("corpus", "fresh", "seeds", "speech", "confidence")
WEAK_BELOW = 0.9
SECTION = re.compile(r"<!-- (\w+) -->\n.*?<!-- /\1 -->\n", re.DOTALL)
HEAD = """# How good the extraction is

Written by `make score`. F1 over all articles for what is a set, accuracy for what is one value (1.000 is perfect);
in brackets what was hit, missed and invented. An item counts as right by its value, wherever in the text it was found.

"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One set of articles with gold, scored."""

    article_count: int
    scores: Scores
    span_count: int
    broken_count: int


def measure(articles: list[Article], gold: dict[str, Row]) -> Measured:
    """Read the articles and compare with gold, by article id."""
    from nlp.pipeline import read_articles

    found = {item.id: annotation_to_dict(item) for item in read_articles(articles)}
    texts = {article.id: article.text for article in articles}
    return Measured(len(gold), compare(gold, found), *count_offsets(found, texts))


def corpus_part(part: str) -> tuple[list[Article], dict[str, Row]]:
    """The articles of one part (`train`, `dev`, `test`) of the demonstration corpus, and their gold."""
    return _read_part(CORPUS, DEMO_ARTICLES, part)


def fresh_part(part: str) -> tuple[list[Article], dict[str, Row]]:
    """The articles of one part (`dev`, `calibration`, `test`) of the second set, and their gold."""
    return _read_part(FRESH, FRESH / "articles.jsonl", part)


def _read_part(folder: Path, lines: Path, part: str) -> tuple[list[Article], dict[str, Row]]:
    with (folder / "split.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file) if row["part"] == part}
    gold = {key: row for key, row in load_rows(folder / "annotations.jsonl").items() if key in ids}
    with lines.open(encoding="utf-8") as file:
        articles = [article_from_dict(json.loads(line)) for line in file]
    return [article for article in articles if article.id in ids], gold


def measure_corpus(part: str) -> Measured:
    """Score one part of the demonstration corpus."""
    return measure(*corpus_part(part))


def calibration_sets() -> list[tuple[str, list[Article], dict[str, Row], bool]]:
    """What confidence is learned from: (name, articles, gold, whether the rules were written with them in sight)."""
    return [
        *((f"corpus {part}", *corpus_part(part), True) for part in ("train", "dev")),
        ("fresh dev", *fresh_part("dev"), True),
        ("fresh calibration", *fresh_part("calibration"), False),
    ]


def seed_articles(folder: Path) -> list[Article]:
    """The real articles of `folder`/seeds as `seed-000` and so on in file order, their text as it is on disk."""
    paths = sorted((folder / "seeds").glob("*.txt"))
    return [
        Article(f"seed-{at:03}", path.read_bytes().decode("utf-8"), source=path.name) for at, path in enumerate(paths)
    ]


def measure_seeds(folder: Path) -> Measured:
    """Score the real articles of `folder` against `folder`/gold/seeds.jsonl."""
    return measure(seed_articles(folder), load_rows(folder / "gold" / "seeds.jsonl"))


def write_report(target: Path, seeds_folder: Path) -> str:
    """Measure all that is at hand, write the report to `target`, and return it."""
    kept = dict(_sections(target))
    kept["corpus"] = _corpus_section({part: measure_corpus(part) for part in PARTS})
    kept["fresh"] = _fresh_section({part: measure(*fresh_part(part)) for part in FRESH_PARTS})
    kept["confidence"] = _measured_confidence()
    if (seeds_folder / "gold" / "seeds.jsonl").exists():
        kept["seeds"] = _seeds_section(measure_seeds(seeds_folder))
    else:
        kept.setdefault("seeds", "## Five real articles\n\nNot measured: their gold is not at hand.\n")
    speech = seeds_folder / "pfsa" / "dev.jsonl.gz"
    if speech.exists():
        kept["speech"] = speech_section(measure_speech(speech))
    else:
        kept.setdefault("speech", "## Speech in a newspaper\n\nNot measured: the articles are not at hand.\n")
    body = "\n".join(f"<!-- {name} -->\n{kept[name]}<!-- /{name} -->\n" for name in SECTIONS)
    report = HEAD + body
    target.write_text(report, encoding="utf-8")
    return report


def _measured_confidence() -> str:
    sets = {"Fresh articles, test part": fresh_part("test"), "Demonstration corpus, test part": corpus_part("test")}
    return confidence_section(
        {name: told_by_kind(gather_cases(*part, is_in_sight=False)) for name, part in sets.items()}
    )


def _sections(target: Path) -> list[tuple[str, str]]:
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    return [(match[1], "".join(match[0].splitlines(keepends=True)[1:-1])) for match in SECTION.finditer(text)]


def _corpus_section(measured: dict[str, Measured]) -> str:
    counts = ", ".join(f"{part} {one.article_count}" for part, one in measured.items())
    lines = [
        "## The demonstration corpus",
        "",
        f"Invented articles, annotated in full ({counts} articles), pipeline {pipeline_version()}.",
        "Rules were written on `train`, choices between them made on `dev`; `test` was kept untouched:",
        "its column is the one to quote.",
        "",
        *_table({part: one.scores for part, one in measured.items()}),
        "",
        *_offsets(measured),
        "",
        "### What the weak figures are made of (dev)",
        "",
        *_confusion(measured["dev"].scores),
    ]
    return "\n".join(lines) + "\n"


def _fresh_section(measured: dict[str, Measured]) -> str:
    counts = ", ".join(f"{part} {one.article_count}" for part, one in measured.items())
    lines = [
        "## Fresh articles",
        "",
        f"Invented articles of other hands, in words of their own ({counts} articles), pipeline {pipeline_version()}:",
        "how the rules fare on what they were not written with (`tests/fixtures/fresh`). Rules were widened with `dev`",
        "in sight; `test` was scored and nothing else.",
        "",
        *_table({part: one.scores for part, one in measured.items()}),
        "",
        *_offsets(measured),
        "",
        "### What the weak figures are made of (dev)",
        "",
        *_confusion(measured["dev"].scores),
    ]
    return "\n".join(lines) + "\n"


def _seeds_section(measured: Measured) -> str:
    lines = [
        "## Five real articles",
        "",
        f"From Pekanbaru (two), Batam, Metro and Padang, pipeline {pipeline_version()}. The rules were written with",
        "these texts in sight: the table shows that the main job is done, not how a strange article fares.",
        "",
        *_table({"seeds": measured.scores}),
        "",
        *_offsets({"seeds": measured}),
    ]
    return "\n".join(lines) + "\n"


def _table(columns: dict[str, Scores]) -> list[str]:
    keys = list(next(iter(columns.values())).figures)
    head = ["| figure | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    rows = [f"| {key} | " + " | ".join(_cell(one.figures.get(key)) for one in columns.values()) + " |" for key in keys]
    return head + rows


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "–"
    counts = (
        f"{figure.hit}/{figure.missed}" if figure.is_accuracy else f"{figure.hit}/{figure.missed}/{figure.invented}"
    )
    return f"{figure.value:.3f} ({counts})"


def _offsets(measured: dict[str, Measured]) -> list[str]:
    return [f"Offsets, {part}: {one.span_count} items, {one.broken_count} broken." for part, one in measured.items()]


def _confusion(scores: Scores) -> list[str]:
    weak = [key for key, figure in scores.figures.items() if figure.value is not None and figure.value < WEAK_BELOW]
    if not weak:
        return ["No figure is below 0.9."]
    return [f"- {key}: " + "; ".join(f"{what} ×{count}" for what, count in weakest(scores, key)) for key in weak]


def floors_missed(scores: Scores, floors: dict[str, Any]) -> list[str]:
    """The figures below their floor, as lines; empty where all hold."""
    values = {key: scores.figures[key].value for key in floors}
    return [f"{key} {values[key]} < {floor}" for key, floor in floors.items() if (values[key] or 0.0) < floor]
