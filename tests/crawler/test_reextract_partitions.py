"""Pages of two invented outlets: articles of several pages, and articles that their feed brings along."""

import gzip
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from crawler import reextract_partitions
from crawler.archive import Archive, archive_files
from crawler.html_page import LEAST_WORDS, LEAST_WORDS_FURTHER
from crawler.outlet_files import load_outlets
from crawler.page_article import values_of_page
from crawler.reextract import reextract
from crawler.reextract_partitions import Part, read_part, reader_version, reextract_in_parts
from crawler.store import article_files, read_articles
from demo.newsroom.server import NewsroomServer
from scale.crew import WrongCode

ROOT = Path(__file__).parents[2]
OUTLETS = ROOT / "demo" / "newsroom" / "outlets"
ONLY = ("kabar-metro", "warta-timor")


def crawl(data, proxy, *only):
    command = [
        sys.executable, "-m", "crawler", "crawl", "--data", str(data), "--outlets", str(OUTLETS), "--all",
        "--contact", "uji@netralitas.test", "--proxy", proxy, "--allow-private",
        *(part for id in only for part in ("--only", id)),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A data directory with the archives of three crawls, and without its articles; the last archive is torn."""
    data = tmp_path_factory.mktemp("crawled") / "data"
    server = NewsroomServer(0, delays=False, slow_seconds=0.0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    crawl(data, proxy, ONLY[0])
    crawl(data, proxy, ONLY[1])
    server.shutdown()
    server.server_close()
    third = Archive(data, 3)
    outlet = load_outlets(OUTLETS, ONLY)[0]
    third.write(f"{outlet.base}/tidak-ada", {}, 404, {}, b"")
    third.write("https://lain.example/1", {}, 200, {"Content-Type": "text/html"}, os.urandom(20_000))
    third.close()
    torn = archive_files(data)[-1]
    torn.write_bytes(torn.read_bytes()[:-10_000])
    shutil.rmtree(data / "articles")
    return data


@pytest.fixture
def data(tmp_path, crawled):
    return shutil.copytree(crawled, tmp_path / "data")


@pytest.fixture(scope="module")
def alone(tmp_path_factory, crawled):
    """What one process makes of it in the plain way."""
    data = shutil.copytree(crawled, tmp_path_factory.mktemp("alone") / "data")
    summary = reextract(data, load_outlets(OUTLETS, ONLY))
    assert summary.article_count > 50
    return str(summary), stored(data)


def stored(data):
    return [{**asdict(article), "imported_at": None} for article in read_articles(data)]


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_give_what_one_process_gives(data, alone, workers, caplog):
    with caplog.at_level("INFO"):
        summary = reextract_in_parts(data, load_outlets(OUTLETS, ONLY), workers)
    assert (str(summary), stored(data)) == alone
    assert "torn or broken from here on" in caplog.text
    assert "3 of 3 WARC files" in caplog.text
    again = reextract_in_parts(data, load_outlets(OUTLETS, ONLY), workers)
    assert (again.page_count, again.new_version_count) == (summary.page_count, 0)


def test_what_was_read_is_not_read_again_and_a_broken_file_is_made_anew(data, alone, caplog):
    outlets = load_outlets(OUTLETS, ONLY)
    reextract_in_parts(data, outlets)
    for path in article_files(data):
        path.unlink()
    made = sorted((data / "reextract").iterdir())
    assert len(made) == 3
    made[0].unlink()
    made[1].write_bytes(made[1].read_bytes()[:-50])
    left = made[2].stat().st_mtime_ns
    with caplog.at_level("INFO"):
        summary = reextract_in_parts(data, outlets)
    assert (str(summary), stored(data)) == alone
    assert f"{made[1]}: cannot be read" in caplog.text
    assert "1 of 3 WARC files were read before" in caplog.text
    assert made[2].stat().st_mtime_ns == left
    assert sorted((data / "reextract").iterdir()) == made


def test_another_reader_reads_all_anew_and_old_files_go(data, monkeypatch):
    outlets = load_outlets(OUTLETS, ONLY)
    reextract_in_parts(data, outlets)
    before = set((data / "reextract").iterdir())
    changed = [replace(outlets[0], article=replace(outlets[0].article, drop=(".iklan",))), *outlets[1:]]
    assert reader_version(changed) != reader_version(outlets) == reader_version(load_outlets(OUTLETS, ONLY))
    reextract_in_parts(data, changed)
    assert before < set((data / "reextract").iterdir())
    monkeypatch.setattr(reextract_partitions, "OLD_SECONDS", 0)
    reextract_in_parts(data, changed)
    assert not before & set((data / "reextract").iterdir())


def test_a_worker_with_another_reader_writes_nothing(data):
    target = data / "reextract" / "x.parquet"
    part = Part(archive_files(data)[0], target, tuple(load_outlets(OUTLETS, ONLY)), "000000000000")
    with pytest.raises(WrongCode, match="this run is of reader 000000000000"):
        read_part(part)
    assert not target.exists()


def test_a_file_that_cannot_be_read_stores_nothing(data):
    warc = archive_files(data)[0]
    warc.unlink()
    warc.mkdir()
    with pytest.raises((OSError, ValueError)):
        reextract_in_parts(data, load_outlets(OUTLETS, ONLY))
    assert article_files(data) == []


LONG = "<p>Bupati meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada.</p>"


@pytest.mark.parametrize(
    "body",
    [
        LONG * 3,
        LONG,
        "<p>Ia pergi sekarang.</p><p>Mereka ikut juga.</p>",
        "<p>Judul tanpa titik dan tanpa akhir sama sekali di sini ya</p>" * 3,
        "<p>Pendek</p>",
        "",
    ],
)
def test_a_page_read_once_is_what_it_would_be_as_a_further_page(body):
    outlet = load_outlets(OUTLETS, ONLY)[0]
    page = f"<html><head><title>Judul</title></head><body><article><h1>Judul</h1>{body}</article></body></html>"
    first = reextract_partitions._values(page, outlet, LEAST_WORDS)
    if first is not None and reextract_partitions._reads_as_further(first):
        assert replace(values_of_page(page, outlet, LEAST_WORDS_FURTHER), links=()) == first


def test_an_empty_archive_is_read(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "run1.warc.gz").write_bytes(gzip.compress(b""))
    assert reextract_in_parts(tmp_path, load_outlets(OUTLETS, ONLY)).page_count == 0
