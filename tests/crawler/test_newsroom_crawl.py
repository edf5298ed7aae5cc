"""The crawl command against three outlets of the newsroom: what must come in, whole, once, and with its date."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from crawl_report import compare, crawl, newsroom, read_articles, records_at

ONLY = ("bahari-biro", "kabar-metro", "suara-mahakam")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Three crawls: the first, one of an unchanged newsroom, one four days later; articles after each."""
    data = tmp_path_factory.mktemp("newsroom") / "data"
    only = [word for id in ONLY for word in ("--only", id)]
    stored = []
    with newsroom(1) as server:
        for _ in range(2):
            assert crawl(server, data, *only).returncode == 0
            stored.append(list(read_articles(data)))
    with newsroom(3) as server:
        assert crawl(server, data, *only).returncode == 0
        stored.append(list(read_articles(data)))
    return stored


@pytest.fixture(scope="module")
def measures(crawled):
    return compare([record for record in records_at(1) if record.outlet in ONLY], crawled[0])


@pytest.mark.parametrize("outlet", ONLY)
@pytest.mark.parametrize(
    ("found", "of", "least"),
    [
        ("core found", "core", 1.0),
        ("mention found", "mention", 1.0),
        ("none found", "none", 0.98),
        ("paragraphs present", "paragraphs", 0.98),
        ("titles right", "stored", 1.0),
        ("days right", "dates", 1.0),
    ],
)
def test_what_is_published_comes_in(measures, outlet, found, of, least):
    counts = measures[outlet].counts
    assert counts[of] > 0
    assert counts[found] >= least * counts[of]


def test_nothing_else_comes_in(measures):
    counts = measures["all"].counts
    assert counts["foreign characters"] <= 0.005 * counts["characters"]
    assert (counts["no record"], counts["doubled"], counts["barred or unpublished stored"]) == (0, 0, 0)


def test_an_unchanged_newsroom_brings_nothing(crawled):
    first, second, _ = crawled
    assert [(a.id, a.version) for a in second] == [(a.id, a.version) for a in first]


def test_only_what_changed_is_a_new_version(crawled):
    _, second, third = crawled
    before = {article.id: article.version for article in second}
    changed = {a.id for a in third if a.id in before and a.version != before[a.id]}
    one, other = ({r.id: r for r in records_at(state) if r.outlet in ONLY} for state in (1, 3))
    corrected = {id for id in one if id in other and one[id].paragraphs != other[id].paragraphs}
    assert len(changed) == len(corrected) > 0
    assert len({a.id for a in third} - before.keys()) == len(other.keys() - one.keys()) > 0
