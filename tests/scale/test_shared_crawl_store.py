"""Crawlers that share a bucket: what they bring is what one brings into a folder."""

import os
import signal

import pytest

from crawler.archive import read_archive
from crawler.crawl_health import health_lines, read_reports
from crawler.crawl_state import withdrawn_articles
from scale.places import files_in, place_of
from scale.shared_files import read
from tests.crawler.conftest import open_site
from tests.crawler.sharing import (
    ARTICLES,
    HOSTS,
    agents,
    command,
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


@pytest.fixture
def site():
    with open_site() as found:
        fill(found)
        yield found


def archived(place, folder):
    """Addresses in the bucket's archive."""
    found = []
    for file in files_in(place / "pages", "*.warc.gz"):
        (folder / file.name).write_bytes(read(file))
        found += [page.url for page in read_archive(folder / file.name)]
    return found


def test_two_crawlers_one_of_them_killed(tmp_path, site, bucket):
    outlets, place = write_outlets(tmp_path), place_of(bucket + "/data")
    two = split(outlets, 2)
    first, second = (start(command(tmp_path, site, f"{n}/2", data=place)) for n in (1, 2))
    wait_until(lambda: sum(host in two[0] for host, *_ in pages(site)) >= 6)
    first.kill()
    first.communicate()
    assert first.returncode == -signal.SIGKILL
    assert end(second)[0] == 0
    # Its archive waits on its machine, and comes with its next run.
    assert {url.split("/")[2] for url in archived(place, tmp_path) if "/berita/" in url} == two[1]
    status, told = run(command(tmp_path, site, "1/2", data=place))
    assert status == 0, told
    found = stored(place)
    assert len(found) == len({(row["id"], row["version"]) for row in found}) == len(HOSTS) * ARTICLES
    assert {host: seen for host, seen in agents(site).items() if len(seen) > 1} == {}
    urls = {url for url in archived(place, tmp_path) if "/berita/" in url}
    assert urls == {f"http://{host}{path}" for host, path, _ in pages(site)}
    for machine in (tmp_path / "machines").iterdir():
        assert not list((machine / "pages").iterdir())
    lines, is_well = health_lines(place)
    assert is_well, lines
    assert withdrawn_articles(place) == {}
    assert len(read_reports(place)) == 2

    # Another machine has no state of its own, and knows all the same.
    site.asked.clear()
    status, told = run(command(tmp_path, site, None, data=place, machine="new"))
    assert status == 0, told
    assert len(pages(site)) == len(HOSTS) * ARTICLES
    assert all(is_conditional for *_, is_conditional in pages(site))
    assert len(stored(place)) == len(HOSTS) * ARTICLES
    shown = run([*command(tmp_path, site, None)[:3], "--", "health", "--data", str(place)])
    assert shown[0] == 0, shown


def test_a_store_that_goes_away(tmp_path, site, bucket):
    """The crawler stops with a word on it; what it had is there when the store is back."""
    write_outlets(tmp_path)
    arguments = command(tmp_path, site, "1/1", data=bucket + "/data")
    status, told = run(arguments, AWS_ENDPOINT_URL="http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
    assert status == 1
    assert "crawler crawl: " in told
    assert pages(site) == []
    assert run(arguments, **{name: os.environ[name] for name in ("AWS_ENDPOINT_URL",)})[0] == 0
    assert len(stored(place_of(bucket + "/data"))) == len(HOSTS) * ARTICLES
