"""`kill -9` of the real crawl command, at random moments and at chosen ones: what is stored in the end is the same.

The moments are told by what the server has answered or by what the command is about to do, never by the clock, so that
a slow machine kills at the same places. Batches are small here, for at their usual size nothing would be stored early.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler.archive import Archive, archive_files, read_archive
from crawler.crawl_state import CrawlState
from crawler.store import read_articles
from demo.newsroom.server import NewsroomServer
from tests.crawler.conftest import Reply, open_site
from tests.crawler.test_crawl import OUTLET, PARAGRAPHS, fill, page

ROOT = Path(__file__).parents[2]
ONLY = ("kabar-metro", "warta-timor")  # articles of several pages; articles that their feed brings along
SEED = int(os.environ.get("NETRALITAS_KILL_SEED", "20241127"))
KILLS = 10
BATCH = 4
# `python -m crawler`, with small batches, which kills itself right before the given call of a function is made; where
# "after" is given, right after it; "half" leaves half of the file that the call has written.
COMMAND = """
import importlib, os, runpy, signal, sys
import crawler.shelf
crawler.shelf.BATCH_SIZE = int(sys.argv[1])
where, number, when = sys.argv[2:5]
if where:
    module, _, path = where.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for part in owners:
        owner = getattr(owner, part)
    real, calls = getattr(owner, name), []
    def killed(*arguments, **named):
        calls.append(None)
        if len(calls) < int(number):
            return real(*arguments, **named)
        if when != "before":
            real(*arguments, **named)
        if when == "half":
            file = arguments[1]
            file.flush()
            file.truncate(file.tell() // 2)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, killed)
sys.argv[1:5] = []
runpy.run_module("crawler", run_name="__main__")
"""


def command(data, outlets, proxy, *more, kill=("", 0, ""), batch=BATCH):
    return [
        sys.executable, "-c", COMMAND, str(batch), *map(str, kill), "crawl", "--data", str(data),
        "--outlets", str(outlets), "--all", "--contact", "uji@netralitas.test", "--proxy", proxy, "--allow-private",
        *more,
    ]  # fmt: skip


def run(arguments):
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


@contextmanager
def newsroom():
    server = NewsroomServer(0, delays=False, slow_seconds=0.2)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def stored(data):
    """Every row of the store as it lies on disk, but for the time of its import."""
    return [{**asdict(article), "version": article.version, "imported_at": None} for article in read_articles(data)]


def doubled(data):
    """Versions that stand in the store's files more than once; readers pass over the second."""
    counts = Counter()
    for path in (data / "articles").glob("*.parquet"):
        table = pq.read_table(path, columns=["id", "version"], partitioning=None)
        counts.update(zip(table["id"].to_pylist(), table["version"].to_pylist(), strict=True))
    return [version for version, count in counts.items() if count > 1]


def state_of(data):
    """What the crawl's state says of addresses, and what is left open."""
    with closing(sqlite3.connect(data / "crawl" / "state.sqlite")) as con:
        known = con.execute(
            "SELECT outlet, key, url, article_id, version, status, withdrawn_at FROM articles ORDER BY 1, 2"
        ).fetchall()
        rest = con.execute(
            "SELECT (SELECT count(*) FROM asks), (SELECT count(*) FROM leads),"
            " (SELECT count(*) FROM runs WHERE finished_at IS NULL)"
        ).fetchone()
    return known, rest


def archived(data):
    """Bodies by address, of all files; what cannot be read to its end is missing."""
    return {(page.url, page.status, page.body) for path in archive_files(data) for page in read_archive(path)}


def reextract(data, outlets):
    return run([sys.executable, "-m", "crawler", "reextract", "--data", str(data), "--outlets", str(outlets)])


@pytest.fixture(scope="module")
def newsroom_outlets(tmp_path_factory):
    """The newsroom's outlet files, with shorter pauses."""
    folder = tmp_path_factory.mktemp("newsroom") / "outlets"
    shutil.copytree(ROOT / "demo" / "newsroom" / "outlets", folder)
    for path in folder.rglob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("delay = 0.05", "delay = 0.02"), encoding="utf-8")
    return folder


def test_ten_kills_lose_and_double_nothing(tmp_path, newsroom_outlets):
    only = [word for id in ONLY for word in ("--only", id)]
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    with newsroom() as server:
        found = run(command(whole, newsroom_outlets, server.address, *only))
        assert found.returncode == 0, found.stderr
        addresses = len({(visit.host, visit.path) for visit in server.visits})
    chance = random.Random(SEED)
    # How many addresses the server has answered, of all; the first and the last few are told apart below.
    moments = sorted(chance.sample(range(1, addresses - 2), KILLS))
    told = f"NETRALITAS_KILL_SEED={SEED}: killed at {moments} of {addresses} addresses"
    progress = []
    with newsroom() as server:
        arguments = command(killed, newsroom_outlets, server.address, *only)
        for moment in moments:
            answered = len({(visit.host, visit.path) for visit in server.visits})
            with subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE) as process:
                while process.poll() is None and answered < moment:
                    time.sleep(0.001)
                    answered = len({(visit.host, visit.path) for visit in server.visits})
                time.sleep(chance.uniform(0, 0.03))  # somewhere between two answers
                process.kill()
                process.communicate()
            assert process.returncode == -signal.SIGKILL, told
            progress.append(len(stored(killed)))
        last = run(arguments)
        assert last.returncode == 0, (told, last.stderr)
    assert sorted(progress) == progress, told
    assert progress[-1] > 0, told
    assert stored(killed) == stored(whole), told
    assert state_of(killed) == state_of(whole), told
    assert state_of(killed)[1] == (0, 0, 0), told
    assert not doubled(killed), told
    _check_the_rest(killed, whole, newsroom_outlets, told)


def _check_the_rest(killed, whole, outlets, told):
    """The archive has all that an undisturbed crawl has, health is written, and the archive can be read again."""
    assert archived(whole) <= archived(killed), told
    (report,) = (killed / "crawl" / "health").glob("*.json")
    assert json.loads(report.read_text(encoding="utf-8"))["is_finished"], told
    before = stored(killed)
    again = reextract(killed, outlets)
    assert again.returncode == 0, (told, again.stderr)
    assert "0 new versions" in again.stderr, (told, again.stderr)
    assert stored(killed) == before, told


# What the command is about to do when it is killed, the which-th time, and whether before or after.
PLACES = [
    pytest.param(("crawler.crawl_state:CrawlState.add_asks", 1, "before"), id="run begun, nothing asked"),
    pytest.param(("crawler.crawl_state:CrawlState.open_asks", 1, "after"), id="first questions noted"),
    pytest.param(("crawler.crawl_state:CrawlState.add_asks", 2, "before"), id="leads noted, answer not finished"),
    pytest.param(("crawler.crawl_state:CrawlState.finish_ask", 1, "before"), id="all noted, answer not finished"),
    pytest.param(("crawler.archive:Archive.write", 5, "after"), id="archived, not read"),
    pytest.param(("pyarrow.parquet:write_table", 2, "half"), id="half a Parquet file"),
    pytest.param(("os:fsync", 2, "after"), id="Parquet file not renamed"),
    pytest.param(("crawler.shelf:write_articles", 2, "after"), id="stored, state knows nothing"),
    pytest.param(("crawler.crawl_state:CrawlState.remember", 5, "after"), id="stored, state knows a part"),
    pytest.param(("crawler.crawl_state:CrawlState.finish", 1, "before"), id="health, run not ended"),
]


def small_outlet(folder):
    outlets = folder / "outlets"
    outlets.mkdir()
    (outlets / "kabar.toml").write_text(OUTLET.format(delay=0.01), encoding="utf-8")
    return outlets


def fill_with_twin(site):
    """Nine articles; of one its page says that it is another address's, which no list shows."""
    fill(site, 9)
    for path in ("/berita/5/judul", "/berita/77/judul"):
        site.replies[path] = Reply(page(5, path="/berita/77/judul"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The small site crawled at one go: rows, state and archive."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with open_site() as site:
        fill_with_twin(site)
        assert run(command(folder / "data", small_outlet(folder), site.proxy, batch=3)).returncode == 0
    assert len(stored(folder / "data")) == 9
    return stored(folder / "data"), state_of(folder / "data"), archived(folder / "data")


@pytest.mark.parametrize("kill", PLACES)
def test_a_kill_at_a_chosen_place(tmp_path, site, undisturbed, kill):
    outlets, data = small_outlet(tmp_path), tmp_path / "data"
    fill_with_twin(site)
    assert run(command(data, outlets, site.proxy, kill=kill, batch=3)).returncode == -signal.SIGKILL
    stored(data)  # what is there can be read at any time
    last = run(command(data, outlets, site.proxy, batch=3))
    assert last.returncode == 0, last.stderr
    rows, state, pages = undisturbed
    assert stored(data) == rows
    assert not doubled(data)
    assert state_of(data) == state
    assert pages <= archived(data)


def test_a_kill_of_several_outlets_before_all_were_begun(tmp_path, site):
    outlets = small_outlet(tmp_path)
    text = OUTLET.format(delay=0.01)
    (outlets / "lain.toml").write_text(
        text.replace("Kabar Uji", "Kabar Lain").replace("kabar.test", "lain.test"), encoding="utf-8"
    )
    fill(site, 2)
    place = ("crawler.crawl_state:CrawlState.add_asks", 2, "before")
    assert run(command(tmp_path / "data", outlets, site.proxy, kill=place)).returncode == -signal.SIGKILL
    assert run(command(tmp_path / "data", outlets, site.proxy)).returncode == 0
    assert {host for _, host, _, _ in site.asked} == {"kabar.test", "lain.test"}


def test_other_runs_leave_a_killed_one_alone(tmp_path, site):
    """Between the kill and its resumption the archive is read again, and another window is crawled."""
    outlets, data = small_outlet(tmp_path), tmp_path / "data"
    fill(site, 9)
    place = ("crawler.shelf:write_articles", 2, "after")
    assert run(command(data, outlets, site.proxy, kill=place, batch=3)).returncode == -signal.SIGKILL
    assert reextract(data, outlets).returncode == 0
    assert run(command(data, outlets, site.proxy, "--since", "2025-01-01", batch=3)).returncode == 0
    assert len(stored(data)) < 9
    asked = site.paths().count("/sitemap.xml")
    assert run(command(data, outlets, site.proxy, batch=3)).returncode == 0
    assert len(stored(data)) == 9
    assert site.paths().count("/sitemap.xml") == asked  # the run went on with its leads, not from the beginning


def test_a_torn_page_is_never_taken_for_a_whole_one(tmp_path):
    """A response that the kill cut short anywhere: what comes before it is read, of it nothing."""
    archive = Archive(tmp_path, 1)
    chance = random.Random(SEED)
    bodies = [
        "".join(f"<p>{chance.choice(PARAGRAPHS)} {chance.random()}</p>" for _ in range(60)).encode() for _ in range(2)
    ]
    for number, body in enumerate(bodies):
        archive.write(f"http://kabar.test/berita/{number}/judul", {}, 200, {"Content-Type": "text/html"}, body)
    archive.close()
    (path,) = archive_files(tmp_path)
    whole = path.read_bytes()
    for length in (*range(0, len(whole), 97), *range(len(whole) - 20, len(whole))):
        path.write_bytes(whole[:length])
        found = [page.body for page in read_archive(path)]
        assert found == bodies[: len(found)], length


def test_what_the_disk_refuses_stays_on_the_shelf(tmp_path, site):
    """The articles folder cannot be written to: the run ends with an error, stays open, and loses nothing."""
    outlets, data = small_outlet(tmp_path), tmp_path / "data"
    fill(site, 9)
    data.mkdir()
    (data / "articles").write_text("in the way", encoding="utf-8")
    found = run(command(data, outlets, site.proxy, batch=3))
    assert found.returncode == 1
    (data / "articles").unlink()
    assert run(command(data, outlets, site.proxy, batch=3)).returncode == 0
    assert len(stored(data)) == 9


def test_old_runs_are_given_up_whole(tmp_path):
    old = CrawlState(tmp_path, "old")
    with closing(sqlite3.connect(tmp_path / "crawl" / "state.sqlite")) as con:
        con.execute("UPDATE runs SET started_at = '2024-01-01T00:00:00+00:00'")
        con.commit()
    old.close()
    recent = CrawlState(tmp_path, "recent")
    recent.close()
    last = CrawlState(tmp_path, "last")
    last.finish()
    last.close()
    assert not CrawlState(tmp_path, "old").is_resumed
    assert CrawlState(tmp_path, "recent").is_resumed
