"""Persons of the demonstration corpus against truth that was read by eye (tests/fixtures/persons)."""

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest

from crawler.article_lines import article_from_dict
from crawler.items import Article
from nlp.pipeline import read_articles
from nlp.records import Official
from warehouse.agreement import b_cubed
from warehouse.persons import COLUMNS, resolve_persons

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
# B-cubed F1 on the corpus, gold officials and those that the pipeline finds; and on the invented hard rows.
FLOOR, FLOOR_PIPELINE, FLOOR_HARD = 0.99, 0.98, 0.97


@cache
def truth() -> dict[tuple[str, str], str]:
    with (FIXTURES / "persons" / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {(row["article_id"], row["name"]): row["person"] for row in csv.DictReader(file)}


@cache
def articles() -> dict[str, Article]:
    lines = (ROOT / "demo" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {article.id: article for article in (article_from_dict(json.loads(line)) for line in lines)}


@cache
def gold() -> list[dict]:
    lines = (FIXTURES / "corpus" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def gold_rows() -> list[dict]:
    return [
        {
            "official_id": f"{row['id']}#o{number}",
            "article_id": row["id"],
            "name": official["name"],
            "role": official["role"],
            "acting": official["acting"],
            "region_code": official["region"],
            "day": day_of(row["id"]),
            "story_id": row["copy_of"] or row["id"],
            "primary_region_codes": row["primary_regions"],
            "mentions": [mention["text"] for mention in official["mentions"]],
        }
        for row in gold()
        for number, official in enumerate(row["officials"], 1)
    ]


def day_of(article_id: str) -> date | None:
    published = articles()[article_id].published
    return date.fromisoformat(published[:10]) if published else None


def resolve(rows: list[dict]) -> dict[str, str]:
    table = resolve_persons(pa.Table.from_pylist(rows, schema=COLUMNS)).official_persons
    return dict(zip(table["official_id"].to_pylist(), table["person_id"].to_pylist(), strict=True))


def wrong_pairs(true: dict[str, str], found: dict[str, str]) -> tuple[int, int]:
    """Pairs that are joined and should not be, and that should be and are not."""
    pairs = Counter(
        (true[one] == true[other], found[one] == found[other]) for one, other in combinations(sorted(true), 2)
    )
    return pairs[False, True], pairs[True, False]


def grouped(persons: dict[str, str]) -> dict[str, list[str]]:
    return {official_id: [person] for official_id, person in persons.items()}


def test_truth_names_every_official_of_the_gold_once():
    named = [(row["id"], official["name"]) for row in gold() for official in row["officials"]]
    assert len(named) == len(truth()) == 429
    assert set(named) == set(truth())


def test_gold_officials():
    rows = gold_rows()
    true = {row["official_id"]: truth()[row["article_id"], row["name"]] for row in rows}
    found = resolve(rows)
    assert b_cubed(grouped(true), grouped(found)).f1 >= FLOOR
    assert wrong_pairs(true, found) == (0, 0)


def same_person(official: Official, row: dict) -> str | None:
    """The name in gold of an official that the pipeline found, where the mentions of one and only one overlap."""
    spans = [(mention.start, mention.end) for mention in official.mentions]
    fitting = [
        person["name"]
        for person in row["officials"]
        if any(m["start"] < end and start < m["end"] for m in person["mentions"] for start, end in spans)
    ]
    return fitting[0] if len(fitting) == 1 else None


@pytest.fixture(scope="module")
def pipeline_rows() -> tuple[list[dict], dict[str, str]]:
    """The rows of what the pipeline finds, and the true person of those that gold knows."""
    rows, true = [], {}
    by_id = {row["id"]: row for row in gold()}
    for annotation in read_articles(articles().values()):
        row = by_id[annotation.id]
        for number, official in enumerate(annotation.officials, 1):
            official_id = f"{annotation.id}#o{number}"
            rows.append(
                {
                    "official_id": official_id,
                    "article_id": annotation.id,
                    "name": official.name,
                    "role": official.role,
                    "acting": official.acting,
                    "region_code": official.region,
                    "day": day_of(annotation.id),
                    "story_id": row["copy_of"] or row["id"],
                    "primary_region_codes": annotation.primary_regions,
                    "mentions": [mention.text for mention in official.mentions],
                }
            )
            name = same_person(official, row)
            if name is not None:
                true[official_id] = truth()[annotation.id, name]
    return rows, true


def test_officials_of_the_pipeline(pipeline_rows):
    rows, true = pipeline_rows
    assert len(true) >= 400
    resolved = resolve(rows)
    found = {official_id: resolved[official_id] for official_id in true}
    assert b_cubed(grouped(true), grouped(found)).f1 >= FLOOR_PIPELINE


@cache
def hard_rows(file_name: str) -> tuple[list[dict], dict[str, str], dict[str, str]]:
    """The invented rows of a file, and by official_id the true person and what makes the row hard."""
    rows, true, what = [], {}, {}
    numbers: Counter[str] = Counter()
    with (FIXTURES / "persons" / file_name).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            numbers[line["article_id"]] += 1
            official_id = f"{line['article_id']}#o{numbers[line['article_id']]}"
            true[official_id], what[official_id] = line.pop("person"), line.pop("what")
            rows.append(
                {key: value or None for key, value in line.items()}
                | {
                    "official_id": official_id,
                    "day": date.fromisoformat(line["day"]) if line["day"] else None,
                    "primary_region_codes": line["primary_region_codes"].split(";"),
                    "mentions": [line["name"], *filter(None, line["mentions"].split(";"))],
                }
            )
    return rows, true, what


# What is missed: a misprint in a short word, a policeman who moved; a title as initials. Nothing is joined wrongly.
@pytest.mark.parametrize(("file_name", "missed"), [("hard.csv", 2), ("fresh.csv", 1)])
def test_hard_rows(file_name, missed):
    rows, true, _ = hard_rows(file_name)
    found = resolve(rows)
    assert b_cubed(grouped(true), grouped(found)).f1 >= FLOOR_HARD
    assert wrong_pairs(true, found) == (0, missed)
    by_name = {row["official_id"]: row["name"] for row in rows}
    assert b_cubed(grouped(true), grouped(by_name)).f1 < FLOOR_HARD - 0.1
