"""Several crawlers as processes, each with a state folder of its own, share one data directory."""

import json
import os
import signal
import time

import pytest

from crawler.archive import archive_files, read_archive
from crawler.crawl_health import health_lines, read_reports
from crawler.shares import site_of
from tests.crawler.conftest import open_site
from tests.crawler.sharing import (
    ARTICLES,
    HOSTS,
    agents,
    command,
    doubled,
    end,
    fill,
    pages,
    run,
    split,
    start,
    stored,
    wait_until,
    write_outlets,
)
from warehouse.visits import crawl_rows


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The rows that one crawler brings, without any share."""
    folder = tmp_path_factory.mktemp("alone")
    write_outlets(folder)
    with open_site() as site:
        fill(site)
        status, told = run(command(folder, site, None))
    assert status == 0, told
    found = stored(folder / "data")
    assert len(found) == len(HOSTS) * ARTICLES
    return found


def together(folder, site, count):
    """Crawlers of all shares at the same time; all must come to their end."""
    processes = [start(command(folder, site, f"{number}/{count}")) for number in range(1, count + 1)]
    return [end(process) for process in processes]


def test_two_crawlers_and_then_three(tmp_path, site, alone):
    fill(site)
    outlets, data = write_outlets(tmp_path), tmp_path / "data"
    two, three = split(outlets, 2), split(outlets, 3)
    assert all(two)
    assert two[0] & three[2] or two[1] & three[2]
    assert [status for status, _ in together(tmp_path, site, 2)] == [0, 0]
    assert stored(data) == alone
    assert not doubled(data)
    seen = agents(site)
    assert {host: found for host, found in seen.items() if len(found) > 1} == {}
    assert [{host for host in seen if seen[host] == {f"m{n}of2"}} for n in (1, 2)] == two
    assert len(pages(site)) == len(set(pages(site))) == len(HOSTS) * ARTICLES
    archived = [page.url for path in archive_files(data) for page in read_archive(path)]
    assert {url for url in archived if "/berita/" in url} == {f"http://{host}{path}" for host, path, _ in pages(site)}

    # The outlets that go to a third crawler take along what is known of them: nothing is fetched for nothing.
    site.asked.clear()
    told = together(tmp_path, site, 3)
    assert [status for status, _ in told] == [0, 0, 0], told
    seen = agents(site)
    assert [{host for host in seen if seen[host] == {f"m{n}of3"}} for n in (1, 2, 3)] == three
    assert len(pages(site)) == len(HOSTS) * ARTICLES
    assert all(is_conditional for *_, is_conditional in pages(site))
    assert stored(data) == alone
    assert not doubled(data)
    check_reports(data)


def check_reports(data):
    """Five runs; of the last three crawlers each outlet is told once, and as a run after its first."""
    reports = read_reports(data)
    assert [report["share"] for report in reports][:2] in (["1/2", "2/2"], ["2/2", "1/2"])
    assert sorted(report["share"] for report in reports[2:]) == ["1/3", "2/3", "3/3"]
    lines, is_well = health_lines(data)
    assert is_well, lines
    names = [line.split()[0] for line in lines if line.startswith(("kabar", "aceh", "bali"))]
    assert len(names) == len(set(names)) == len(HOSTS)
    rows = crawl_rows(reports)["crawl_visits"]
    keys = [(row["run_id"], row["outlet"]) for row in rows]
    assert len(keys) == len(set(keys)) == 2 * len(HOSTS)
    assert all(run_id < 2**31 for run_id, _ in keys)
    assert sum(row["new_count"] for row in rows) == len(HOSTS) * ARTICLES
    assert sum(row["unchanged_count"] for row in rows) == len(HOSTS) * ARTICLES


def test_killed_and_started_again(tmp_path, site, alone):
    fill(site)
    outlets, data = write_outlets(tmp_path), tmp_path / "data"
    two = split(outlets, 2)
    killed, other = start(command(tmp_path, site, "1/2")), start(command(tmp_path, site, "2/2"))
    wait_until(lambda: sum(host in two[0] for host, *_ in pages(site)) >= 6)
    killed.kill()
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert end(other)[0] == 0
    before = {(host, path) for host, path, _ in pages(site)}
    status, told = run(command(tmp_path, site, "1/2"))
    assert status == 0, told
    assert stored(data) == alone
    assert not doubled(data)
    assert {host: found for host, found in agents(site).items() if len(found) > 1} == {}
    assert {(host, path) for host, path, _ in pages(site)} > before
    (report,) = [report for report in read_reports(data) if report["share"] == "1/2"]
    assert report["is_finished"]
    assert sum(entry["new"] for entry in report["outlets"].values()) == len(two[0]) * ARTICLES


@pytest.mark.parametrize("share", [None, "1/1"])
def test_a_run_that_is_stopped_and_gone_on_with_counts_nothing_twice(tmp_path, site, share):
    fill(site, pause=0.1)
    write_outlets(tmp_path)
    stopped = start(command(tmp_path, site, share))
    wait_until(lambda: len(pages(site)) > 12)
    stopped.send_signal(signal.SIGINT)
    assert end(stopped)[0] == 1
    assert run(command(tmp_path, site, share))[0] == 0
    (report,) = read_reports(tmp_path / "data")
    assert report["is_finished"]
    counted = {name: sum(entry[name] for entry in report["outlets"].values()) for name in ("found", "new", "asked")}
    assert counted == {"found": len(HOSTS) * ARTICLES, "new": len(HOSTS) * ARTICLES, "asked": len(HOSTS)}


def test_started_twice_on_two_machines(tmp_path, site):
    fill(site, pause=0.3)
    write_outlets(tmp_path)
    first = start(command(tmp_path, site, "1/1", machine="one"))
    wait_until(lambda: pages(site))
    status, told = run(command(tmp_path, site, "1/2", machine="two"))
    assert status == 1
    assert "no outlet of share 1/2 can be had" in told
    assert "(share 1/1) is at work there" in told
    # With the same state folder it does not get so far.
    status, told = run(command(tmp_path, site, "1/1", machine="one"))
    assert status == 1
    assert "another crawler works with" in told
    # Nor does a crawl that does not share.
    status, told = run(command(tmp_path, site, None))
    assert status == 1
    assert "without --share" in told or "another crawl is at work" in told
    assert end(first)[0] == 0
    assert set().union(*agents(site).values()) == {"one"}


def test_believed_dead(tmp_path, site):
    """A machine that stands still is followed by another, and asks nothing more when it goes on."""
    fill(site, pause=0.2)
    write_outlets(tmp_path, delay=0.3)
    quick = [
        "crawler.claims.BEAT_SECONDS=0.3", "crawler.desk.BEAT_SECONDS=0.3", "crawler.claims.SILENT_SECONDS=6",
        "crawler.claims.EXPIRED_SECONDS=9", "crawler.desk.PUBLISH_SECONDS=0.5",
    ]  # fmt: skip
    first = start(command(tmp_path, site, "1/1", machine="one", settings=quick))
    wait_until(lambda: len(pages(site)) > 3)
    time.sleep(1)
    os.kill(first.pid, signal.SIGSTOP)
    try:
        time.sleep(1)
        asked = len(site.asked)
        wait_until(lambda: time.sleep(9.5) or True)
        assert len(site.asked) == asked
        second = start(command(tmp_path, site, "1/1", machine="two", settings=quick))
        wait_until(lambda: "two" in set().union(*agents(site).values()))
    finally:
        os.kill(first.pid, signal.SIGCONT)
    moment = time.monotonic()
    status, told = end(first)
    assert status == 1
    assert "no sign of life could be given" in told
    assert "left before its end: another crawler may be at work there" in told
    status, told = end(second)
    assert status == 0, told
    # What the first still sent had been on its way: two requests of an outlet at most.
    late = [host for at, host, _, headers in site.asked if at > moment and "one@" in headers["user-agent"]]
    assert all(late.count(host) <= 2 for host in HOSTS), late
    assert len(stored(tmp_path / "data")) == len(HOSTS) * ARTICLES


def test_a_directory_that_was_crawled_alone(tmp_path, site, alone):
    fill(site)
    write_outlets(tmp_path)
    data = tmp_path / "data"
    assert run(command(tmp_path, site, None))[0] == 0
    site.asked.clear()
    assert [status for status, _ in together(tmp_path, site, 2)] == [0, 0]
    assert all(is_conditional for *_, is_conditional in pages(site))
    assert stored(data) == alone
    lines, is_well = health_lines(data)
    assert is_well, lines
    status, told = run(command(tmp_path, site, None))
    assert status == 1
    assert "--share 1/1" in told
    assert run(command(tmp_path, site, "1/1"))[0] == 0


def test_the_pause_is_kept_from_one_crawler_to_the_next(tmp_path, site):
    fill(site)
    write_outlets(tmp_path, delay=8)
    only = ["--only", "kabar-satu"]
    with_one = start(command(tmp_path, site, "1/1", *only, machine="one"))
    wait_until(lambda: site.asked)
    with_one.send_signal(signal.SIGINT)
    end(with_one)
    last = site.asked[-1][0]
    other = start(command(tmp_path, site, "1/1", *only, machine="two"))
    wait_until(lambda: "two" in set().union(*agents(site).values()))
    first = next(at for at, _, _, headers in site.asked if "two@" in headers["user-agent"])
    other.send_signal(signal.SIGINT)
    end(other)
    assert first - last >= 7.5  # the store tells times to the second at worst


def test_a_share_without_an_outlet(tmp_path, site):
    """A demonstration's directory stays one, and the share is known to have run."""
    fill(site)
    outlets = write_outlets(tmp_path)
    for path in outlets.glob("*.toml"):
        if path.stem != "kabar-satu":
            path.unlink()
    told = together(tmp_path, site, 3)
    assert [status for status, _ in told] == [0, 0, 0], told
    lines, is_well = health_lines(tmp_path / "data")
    assert is_well, lines
    (path,) = [path for path in (tmp_path / "data" / "crawl" / "health").iterdir() if "kabar-satu" in path.read_text()]
    path.unlink()
    lines, is_well = health_lines(tmp_path / "data")
    assert not is_well
    assert any("no run of it is known" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--share", "4/3"], "write K/N"),
        (["--state", "x"], "--state goes with --share"),
        (["--data", "nowhere://bucket/x", "--share", "1/1"], "nowhere"),
    ],
)
def test_what_cannot_be(tmp_path, site, words, told):
    write_outlets(tmp_path)
    status, found = run(command(tmp_path, site, None, *words))
    assert status == 1
    assert told in found
    assert json.dumps(site.asked) == "[]"


def test_hosts_of_one_site_are_never_apart(tmp_path):
    outlets = write_outlets(tmp_path)
    for count in range(1, 9):
        for hosts in split(outlets, count):
            assert len({site_of(host) for host in HOSTS if host in hosts}) >= len(hosts) - 1
            assert ("aceh.kabar-lima.test" in hosts) == ("bali.kabar-lima.test" in hosts)
