"""The real crawl command against a stock WordPress as Debian packages it, with plain and with pretty permalinks.

`.ci/wordpress` installs what is needed. Without it these tests are skipped, but not in CI.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest

from crawler.crawl_state import withdrawn_articles
from crawler.outlet_files import load_outlets
from crawler.store import StoredArticle, read_articles
from crawler.topic import may_be_on_topic
from crawler.ways.base import Answer, Window
from crawler.ways.registry import make_way
from tests.crawler.stock_wordpress import ARCHIVE, Post, StockWordpress, fetch, make_posts, missing, running

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "outlets.md"
# The large sites hold more posts than REST gives at once; the small ones are crawled by each way, again and again.
COUNT = 104
FIRST_OF_SMALL = 60
HOSTS = {
    ("large", "plain"): "kabar-polos.test",
    ("large", "pretty"): "kabar-nusa.test",
    ("small", "plain"): "polos-kecil.test",
    ("small", "pretty"): "nusa-kecil.test",
}
STRUCTURES = {"plain": "", "pretty": "/%postname%/"}
ADDRESSES = {"plain": "http://{host}/?p={number}", "pretty": "http://{host}/{slug}/"}
SMALL = make_posts(24, FIRST_OF_SMALL)
# The first appears some minutes after a midnight, the last some minutes before one.
WITHIN = SMALL[6:17]
EDITED, TRASHED = WITHIN[4], WITHIN[8]
ADDED = "Ralat: pekerjaan itu diawasi pula oleh kelompok warga bernama Paguyuban Uji Lestari."
SINCE, UNTIL = WITHIN[0].at.date(), WITHIN[-1].at.date()
WINDOW = ("--all", "--since", str(SINCE), "--until", str(UNTIL))

WAYS = ("wordpress", "sitemap", "feed")
# Pretty permalinks: the family's own ways but the search for the subject, and the archive page's short links.
PRETTY_WAYS = {
    "wordpress": 'kind = "wordpress"\nurl = "/wp-json/wp/v2/posts"\n',
    "sitemap": 'kind = "sitemap"\nurl = "/wp-sitemap.xml"\n',
    "feed": 'kind = "feed"\nurl = "/feed/"\npage = "?paged={n}"\n',
    "archive": f'kind = "listing"\nurl = "/{ARCHIVE}/"\narea = "main"\n',
}
THEME = 'published = ".wp-block-post-date time"\n'

permalinks = pytest.mark.parametrize("permalinks", STRUCTURES)
ways = pytest.mark.parametrize("way", WAYS)


@dataclass(frozen=True, slots=True)
class Crawl:
    """What stood in a data directory after a crawl, of one outlet, and the crawl's own figures."""

    articles: list[StoredArticle]
    figures: dict[str, int]
    withdrawn: set[str]


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory) -> Iterator[StockWordpress]:
    if lacking := missing():
        why = f"no stock WordPress here, {', '.join(lacking)} not found: .ci/wordpress installs it"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with running(tmp_path_factory.mktemp("stock")) as server:
        for (size, name), host in HOSTS.items():
            posts = SMALL if size == "small" else make_posts(COUNT)
            server.add_site(host, "Kabar", STRUCTURES[name], posts)
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("crawls")


@pytest.fixture(scope="module")
def first(wordpress, folder):
    """Of the large sites everything; of the small ones a window by each way, and by REST the subject."""
    plans = {"all": ("--all",), **dict.fromkeys(WAYS, WINDOW), "subject": ("--topic",)}
    return crawl_all(wordpress, folder, plans)


@pytest.fixture(scope="module")
def second(first, wordpress, folder):
    """The crawl for the subject once more, nothing having changed.

    One of those that the third crawls repeat would not do: what was just looked at is not looked at again.
    """
    return crawl_all(wordpress, folder, {"subject": ("--topic",)})


@pytest.fixture(scope="module")
def third(second, wordpress, folder):
    """By each way once more, after one post was edited and one trashed."""
    for name in STRUCTURES:
        site = wordpress.sites[HOSTS["small", name]]
        content = f"{EDITED.content()}\n\n<!-- wp:paragraph -->\n<p>{ADDED}</p>\n<!-- /wp:paragraph -->"
        wordpress.change(
            site.host,
            {"do": "edit", "id": site.numbers[EDITED.slug], "content": content},
            {"do": "trash", "id": site.numbers[TRASHED.slug]},
        )
    return crawl_all(wordpress, folder, dict.fromkeys(WAYS, WINDOW))


def crawl_all(wordpress, folder, plans) -> dict[tuple[str, str], Crawl]:
    """Crawls as an operator makes them, each of both outlets into a data directory of its own, two at a time."""

    def crawl(kind: str) -> dict[tuple[str, str], Crawl]:
        outlets, data = folder / f"outlets-{kind}", folder / f"data-{kind}"
        outlets.mkdir(exist_ok=True)
        for name in STRUCTURES:
            (outlets / f"{name}.toml").write_text(outlet_file(kind, name), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "crawler", "crawl", "--data", data, "--outlets", outlets, "--allow-private",
             "--contact", "uji@netralitas.test", "--proxy", wordpress.proxy, *plans[kind]],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        newest = max((data / "crawl" / "health").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        figures = json.loads(newest.read_text(encoding="utf-8"))["outlets"]
        articles = list(read_articles(data))
        withdrawn = withdrawn_articles(data)
        own = {
            name: [article for article in articles if f"//{host_of(kind, name)}/" in (article.url or "")]
            for name in STRUCTURES
        }
        return {
            (kind, name): Crawl(found, figures[name], withdrawn.keys() & {article.id for article in found})
            for name, found in own.items()
        }

    with ThreadPoolExecutor(2) as pool:
        return dict(chain.from_iterable(found.items() for found in pool.map(crawl, plans)))


def host_of(kind: str, name: str) -> str:
    return HOSTS["large" if kind == "all" else "small", name]


def outlet_file(kind: str, name: str) -> str:
    """The file of an outlet: the guide's own examples, at the test's hosts, with one way where one is asked for."""
    examples = re.findall(r"```toml\n(.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    if name == "plain":
        (text,) = (example for example in examples if HOSTS["large", "plain"] in example)
        head, *blocks = text.replace(HOSTS["large", "plain"], host_of(kind, name)).split("[[way]]\n")
        found = {block.split('"')[1]: block for block in blocks}
    else:
        (text,) = (example for example in examples if "kabarnusa.example" in example)
        head = text.replace("https://kabarnusa.example", f"http://{host_of(kind, name)}")
        # This site's clock is set to WIB.
        head = head.replace("Asia/Makassar", "Asia/Jakarta").replace("52.71", "35.78")
        head, found = head.replace("[article]\n", f"[article]\n{THEME}"), PRETTY_WAYS
    assert set(WAYS) <= found.keys()
    chosen = found.values() if kind == "all" else [found["wordpress" if kind == "subject" else kind]]
    return "delay = 0.01\n" + head + "".join(f"\n[[way]]\n{block}" for block in chosen)


def titles(items) -> list[str]:
    return sorted(item.title for item in items)


def address(site, name: str, post: Post) -> str:
    return ADDRESSES[name].format(host=site.host, number=site.numbers[post.slug], slug=post.slug)


@permalinks
@ways
def test_each_way_finds_every_public_post(wordpress, permalinks, way, tmp_path):
    """The ways by themselves, their questions put to the large site one after the other."""
    site = wordpress.sites[HOSTS["large", permalinks]]
    ways = outlet_file("all", permalinks).split("\n[[way]]\n")
    block = next(block for block in ways if block.startswith(f'kind = "{way}"'))
    (tmp_path / "kabar.toml").write_text(f"{ways[0]}\n[[way]]\n{block}", encoding="utf-8")
    (outlet,) = load_outlets(tmp_path)
    found, window = make_way(outlet, outlet.ways[0]), Window(today=date.today())
    asks, leads, problems, count = list(found.start(window)), [], [], 0
    while asks:
        ask = asks.pop(0)
        count += 1
        reading = found.read(ask, Answer(*fetch(wordpress.proxy, ask.url)), window)
        leads += reading.leads
        asks += reading.asks
        problems += [reading.problem] if reading.problem else []
    assert problems == []
    # A post under a password has an address in all lists, and no text.
    listed = [post for post in site.posts if post.is_public or post.password]
    assert len(listed) == COUNT + 1
    assert sorted(lead.url for lead in leads) == sorted(address(site, permalinks, post) for post in listed)
    # REST gives 100 posts an answer; a sitemap is an index and its map of posts; a feed has ten posts a page and ends
    # behind its last.
    assert count == {"wordpress": 2, "sitemap": 2, "feed": 12}[way]


@permalinks
def test_all_ways_together_store_every_public_post_once(first, wordpress, permalinks):
    site = wordpress.sites[HOSTS["large", permalinks]]
    stored = first["all", permalinks].articles
    assert len(site.public) == COUNT
    assert titles(stored) == titles(site.public)
    assert len({article.id for article in stored}) == COUNT
    by_title = {article.title: article for article in stored}
    for post in site.public:
        article = by_title[post.title]
        assert article.url == address(site, permalinks, post)
        assert article.text.split("\n\n") == list(post.paragraphs)
        assert article.published == f"{post.at.isoformat()}+07:00"
        assert article.author == post.author


def test_short_links_are_followed_to_the_posts_they_stand_for(first):
    """On the pretty site the archive page leads to three posts by number, which the other ways name by slug."""
    figures = first["all", "pretty"].figures
    assert (figures["twin"], figures["new"]) == (3, COUNT)


@permalinks
@ways
def test_bounds_are_kept(first, permalinks, way):
    crawl = first[way, permalinks]
    assert titles(crawl.articles) == titles(WITHIN)
    public = sum(post.is_public for post in SMALL)
    if way == "sitemap":
        # It tells no dates (WordPress before 6.5): every post is fetched to learn its day.
        assert crawl.figures["outside the window"] == public - len(WITHIN)
    else:
        further_pages = sum(len(post.pages) - 1 for post in WITHIN)
        assert crawl.figures["fetched"] == len(WITHIN) + further_pages
    assert crawl.figures["asked"] == {"wordpress": 1, "sitemap": 2, "feed": 3}[way]


def test_rest_is_asked_for_the_days_of_the_window(first, wordpress):
    asked = [line for line in wordpress.asked() if "wp/v2/posts" in line]
    bounds = (f"after={SINCE - timedelta(days=1)}T23:59:59", f"before={UNTIL + timedelta(days=1)}T00:00:00")
    bound = [line.split("per_page")[0] for line in asked if all(one in line for one in bounds)]
    assert sorted(bound) == [
        f"http://{HOSTS['small', 'pretty']}/wp-json/wp/v2/posts?",
        f"http://{HOSTS['small', 'plain']}/?rest_route=/wp/v2/posts&",
    ]


@permalinks
def test_the_subject_is_found_in_the_text_too(first, permalinks):
    crawl = first["subject", permalinks]
    on_subject = [post for post in SMALL if post.is_public and post.is_on_subject]
    assert {"Netralitas" in post.title for post in on_subject} == {True, False}
    told, wanted = set(titles(crawl.articles)), set(titles(on_subject))
    # Others come where nothing in the headline tells what they are on.
    assert told == wanted | {post.title for post in SMALL if post.is_public and may_be_on_topic(post.title, "") is None}
    assert crawl.figures["asked"] == 2  # the word searched for, and the list of all


@permalinks
def test_a_second_crawl_stores_nothing(first, second, permalinks):
    before, after = first["subject", permalinks], second["subject", permalinks]
    assert [(one.id, one.imported_at) for one in after.articles] == [
        (one.id, one.imported_at) for one in before.articles
    ]
    assert (after.figures.get("new", 0), after.figures.get("new version", 0)) == (0, 0)
    assert after.figures["unchanged"] == len(before.articles) > 0
    assert after.withdrawn == set()


@permalinks
@ways
def test_what_was_edited_is_a_new_version_and_what_was_trashed_is_withdrawn(first, third, permalinks, way):
    before = {article.title: article for article in first[way, permalinks].articles}
    after = third[way, permalinks]
    (more,) = (article for article in after.articles if article.text != before[article.title].text)
    assert (more.id, more.title) == (before[EDITED.title].id, EDITED.title)
    assert more.text.split("\n\n") == [*EDITED.paragraphs, ADDED]
    assert (after.figures["new version"], after.figures["withdrawn"]) == (1, 1)
    assert (after.figures.get("new", 0), after.figures["unchanged"]) == (0, len(WITHIN) - 2)
    assert after.withdrawn == {before[TRASHED.title].id}
    assert len(after.articles) == len(before) + 1
