"""The newsroom's outlets as the crawler is told of them."""

import re
from pathlib import Path

import pytest

from crawler.outlet import article_address
from crawler.outlet_check import check_outlets
from crawler.outlet_files import load_outlets
from demo.newsroom.houses import load_houses
from demo.newsroom.records import records_at
from demo.newsroom.site import Newsroom

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "demo" / "newsroom" / "outlets"
ELSEWHERE = ("http://www.biro.test/", "http://layanan-maluku.test/")  # the agency's main host; the interface


@pytest.fixture(scope="module")
def outlets():
    return {outlet.id: outlet for outlet in load_outlets(FOLDER)}


def test_files_are_sound():
    assert [str(problem) for problem in check_outlets(FOLDER)] == []


def test_each_house_has_its_file(outlets):
    houses = {house.id: house for house in load_houses()}
    assert outlets.keys() == houses.keys()
    for id, outlet in outlets.items():
        house = houses[id]
        told = (outlet.name, outlet.home, outlet.base, outlet.timezone)
        assert told == (house.name, house.home, house.base, house.zone)
        assert outlet.delay > house.delay


def test_twins_are_one_article(outlets):
    for record in records_at(3):
        twins = [url for url in record.aliases if not url.startswith(ELSEWHERE) and "?p=" not in url]
        found = [article_address(outlets[record.outlet], url) for url in (record.url, *twins)]
        assert None not in found, record.url
        assert len({one.key for one in found if one}) == 1, record.url


def test_different_articles_are_different(outlets):
    keys = [article_address(outlets[one.outlet], one.url).key for one in records_at(3)]
    assert len(set(keys)) == len(keys)


def test_dead_addresses_look_like_articles(outlets):
    sites = Newsroom().sites
    for outlet in outlets.values():
        for _, path in sites[outlet.host].dead_links:
            assert article_address(outlet, outlet.base + path), path


def test_newsroom_and_crawler_know_nothing_of_each_other():
    for folder, others in (("demo/newsroom", r"crawler|nlp|warehouse|dashboard"), ("crawler", r"demo\.newsroom")):
        for path in (ROOT / folder).rglob("*.py"):
            assert not re.search(rf"^\s*(?:from|import) (?:{others})\b", path.read_text(encoding="utf-8"), re.M), path
