"""Tests of `python -m demo.newsroom crawl`: what `make demo` gathers."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.demonstration import is_demonstration
from crawler.outlet_files import load_outlets
from crawler.reextract import reextract
from crawler.store import known_versions

ROOT = Path(__file__).parents[2]


def gather(data):
    command = [sys.executable, "-m", "demo.newsroom", "crawl", "--data", str(data)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    data = tmp_path_factory.mktemp("demonstration") / "data"
    return data, gather(data)


def test_the_demonstration_is_gathered_once_and_marked(gathered):
    data, first = gathered
    assert first.returncode == 0, first.stderr
    count = len(known_versions(data))
    assert f"{count} new" in first.stdout
    assert count > 590
    assert is_demonstration(data)
    again = gather(data)
    assert (again.returncode, len(known_versions(data))) == (0, count)
    assert "crawled before" in again.stdout


def test_all_of_it_is_read_again_from_the_archive_as_it_was(gathered):
    """Pages, articles of several pages, and what feeds and interfaces brought along."""
    data, _ = gathered
    before = known_versions(data)
    again = reextract(data, load_outlets(ROOT / "demo" / "newsroom" / "outlets"))
    assert (again.article_count, again.new_version_count) == (len(before), 0)
    assert known_versions(data) == before


def test_imported_articles_of_an_earlier_release_are_not_added_to(tmp_path):
    (tmp_path / "articles").mkdir()
    refused = gather(tmp_path)
    assert refused.returncode == 1
    assert "make clean" in refused.stderr


def test_a_crawl_that_fails_says_why(tmp_path):
    real = tmp_path / "data"
    real.write_text("a file where the directory should be", encoding="utf-8")
    failed = gather(real)
    assert failed.returncode == 1
    assert str(real) in failed.stderr
