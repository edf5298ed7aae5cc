"""The extraction against gold: no figure falls below its floor (floors.toml), no offset is broken."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from nlp import quality
from nlp.quality import (
    floors_missed,
    fresh_part,
    measure,
    measure_corpus,
    measure_seeds,
    seed_articles,
    write_report,
)
from nlp.quality_speech import is_same_name, measure_speech
from nlp.version import pipeline_version

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
SPEECH = SHARED / "pfsa" / "dev.jsonl.gz"
HAS_SEEDS = (SHARED / "gold" / "seeds.jsonl").exists()
needs_seeds = pytest.mark.skipif(not HAS_SEEDS, reason=f"the five real articles and their gold are not here ({SHARED})")


@pytest.mark.parametrize("part", ["train", "dev"])
def test_demonstration_corpus(part):
    measured = measure_corpus(part)
    assert floors_missed(measured.scores, FLOORS[part]) == []
    assert measured.span_count > 0
    assert measured.broken_count == 0


def test_fresh_articles():
    measured = measure(*fresh_part("dev"))
    assert floors_missed(measured.scores, FLOORS["fresh"]) == []
    assert (measured.article_count, measured.broken_count) == (72, 0)


@pytest.mark.parametrize("folder", [quality.CORPUS, quality.FRESH])
def test_every_annotated_article_has_its_part(folder):
    lines = quality.DEMO_ARTICLES if folder == quality.CORPUS else folder / "articles.jsonl"
    ids = [json.loads(line)["id"] for line in lines.read_text(encoding="utf-8").splitlines()]
    split = [line.split(",")[0] for line in (folder / "split.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert sorted(ids) == sorted(split) == sorted(quality.load_rows(folder / "annotations.jsonl"))


@needs_seeds
def test_five_real_articles():
    measured = measure_seeds(SHARED)
    assert floors_missed(measured.scores, FLOORS["seeds"]) == []
    assert (measured.article_count, measured.broken_count) == (5, 0)


@needs_seeds
def test_the_judge_of_the_domain_agrees(tmp_path):
    """The command line's output, measured by the score of the shared folder, at the floors of the main job."""
    articles, annotations = tmp_path / "seeds.jsonl", tmp_path / "found.jsonl"
    rows = [{"id": article.id, "text": article.text} for article in seed_articles(SHARED)]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "nlp", "extract", "--input", str(articles), "--output", str(annotations)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    floors = [f"{key}={floor}" for key, floor in FLOORS["seeds"].items()]
    gold = SHARED / "gold" / "seeds.jsonl"
    files = [str(gold), str(annotations), "--articles", str(articles)]
    command = [sys.executable, str(SHARED / "score.py"), *files, "--require", *floors]
    judge = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judge.returncode == 0, judge.stdout
    assert re.search(r"evidence spans [1-9]\d*, broken 0$", judge.stdout, re.MULTILINE)


@pytest.mark.skipif(not SPEECH.exists(), reason=f"the newspaper's articles are not here ({SPEECH})")
def test_speech_in_a_newspaper():
    """The first hundred articles, for all of them take a minute."""
    told = measure_speech(SPEECH, 100)
    floors = FLOORS["speech"]
    assert told.found >= floors["found"] * told.quotation_count > 0
    assert told.attributed >= floors["attributed"] * told.found
    assert told.persons_found >= floors["persons"] * told.person_count


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Budi Santoso", "Santoso", True),
        ("Komisaris Besar Budi Santoso", "Budi Santoso", True),
        ("Budi Santoso", "Budi Hartono", False),
        ("Budi", "", False),
        ("…", "…", False),
    ],
)
def test_one_name_in_two_forms(one, other, is_same):
    assert is_same_name(one, other) is is_same


def test_a_report_without_the_real_articles_keeps_what_it_had(tmp_path, monkeypatch):
    monkeypatch.setattr(quality, "PARTS", ("dev",))
    monkeypatch.setattr(quality, "_fresh_section", lambda measured: "")
    monkeypatch.setattr(quality, "FRESH_PARTS", ())
    monkeypatch.setattr(quality, "_measured_confidence", lambda: "")
    target = tmp_path / "quality.md"
    target.write_text("<!-- seeds -->\n## Five real articles\n\nmeasured before\n<!-- /seeds -->\n", encoding="utf-8")
    report = write_report(target, tmp_path / "nowhere")
    assert "measured before" in report
    assert pipeline_version() in report
    assert "| officials | " in report


def test_a_floor_above_the_figure_is_told():
    scores = measure_corpus("dev").scores
    assert floors_missed(scores, {"measures": 1.0})[0].startswith("measures 0.")
