"""The crawl command against the whole newsroom: what must come in, whole, once, and with its date, and how politely."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from crawl_measures import compare, copies, manners
from crawl_report import OUTLETS, crawl, newsroom, read_articles, records_at

from crawler.outlet_files import load_outlets

IDS = [outlet.id for outlet in load_outlets(OUTLETS)]
# Where something is corrected or withdrawn later on.
AGAIN = ("kabar-metro", "radar-rafflesia", "semarang-nusaharian", "suara-mahakam")
CLOSED = "tutup-warta"  # its robots.txt fails, so nothing may be fetched


@pytest.fixture(scope="module")
def crawls(tmp_path_factory):
    """Three crawls: the first of all outlets, then of some, once unchanged, once four days later; articles after each.

    With them what the server saw of the first.
    """
    data = tmp_path_factory.mktemp("newsroom") / "data"
    only = [word for id in AGAIN for word in ("--only", id)]
    stored = []
    with newsroom(1, slow_seconds=1) as server:
        crawl(server, data)
        seen = manners(server.newsroom, load_outlets(OUTLETS), server.visits)
        stored.append(list(read_articles(data)))
        assert crawl(server, data, *only).returncode == 0
        stored.append(list(read_articles(data)))
    with newsroom(3, slow_seconds=1) as server:
        assert crawl(server, data, *only).returncode == 0
        stored.append(list(read_articles(data)))
    return stored, seen


@pytest.fixture(scope="module")
def measures(crawls):
    return compare(list(records_at(1)), crawls[0][0])


@pytest.mark.parametrize("outlet", [*IDS, "all"])
@pytest.mark.parametrize(
    ("part", "of", "least"),
    [
        ("core found", "core", 0.99),
        ("mention found", "mention", 0.97),
        ("none found", "none", 0.97),
        ("paragraphs present", "paragraphs", 0.98),
        ("order kept", "stored", 1.0),
        ("titles right", "stored", 1.0),
        ("people right", "people", 0.9),
    ],
)
def test_what_is_published_comes_in(measures, outlet, part, of, least):
    counts = measures[outlet].counts
    if outlet == CLOSED:
        assert counts["stored"] == 0
        return
    # The magazine prints "Redaksi", which is nobody.
    assert counts[of] > 0 or (of == "people" and outlet == "ranah-ekspos")
    assert counts[part] >= least * counts[of]


def test_dates_are_right_or_missing(measures):
    counts = measures["all"].counts
    assert counts["days right"] >= 0.97 * counts["dates"]
    assert counts["minutes right"] >= 0.97 * counts["dates"]
    assert counts["dates far off"] == 0
    assert counts["days right"] + counts["dates missing"] == counts["dates"]


@pytest.mark.parametrize("outlet", IDS)
def test_nothing_else_comes_in(measures, outlet):
    counts = measures[outlet].counts
    assert counts["foreign characters"] <= 0.005 * counts["characters"]
    assert (counts["no record"], counts["doubled"], counts["barred or unpublished stored"]) == (0, 0, 0)


def test_copies_are_linked_and_look_alikes_are_not(crawls):
    counts = copies(list(records_at(1)), crawls[0][0])
    assert counts["copies"] >= 20
    assert counts["copies linked rightly"] >= 0.95 * counts["copies"]
    assert counts["copies linked rightly"] >= 0.95 * counts["copies linked"]


@pytest.mark.parametrize("outlet", IDS)
def test_requests_keep_to_the_rules_and_the_pace(crawls, outlet):
    seen = crawls[1][outlet]
    assert seen["requests"] >= 1
    assert (seen["barred fetched"], seen["too fast"], seen["too_many"]) == (0, 0, 0)


def test_an_unchanged_newsroom_brings_nothing(crawls):
    first, second, _ = crawls[0]
    assert [(a.id, a.version) for a in second] == [(a.id, a.version) for a in first]


def test_only_what_changed_is_a_new_version(crawls):
    _, second, third = crawls[0]
    before = {article.id: article.version for article in second}
    changed = {a.id for a in third if a.id in before and a.version != before[a.id]}
    one, other = ({r.id: r for r in records_at(state) if r.outlet in AGAIN} for state in (1, 3))
    corrected = {id for id in one if id in other and one[id].paragraphs != other[id].paragraphs}
    assert len(changed) == len(corrected) > 0
    assert len({a.id for a in third} - before.keys()) == len(other.keys() - one.keys()) > 0
