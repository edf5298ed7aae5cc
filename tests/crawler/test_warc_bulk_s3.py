"""WARC files and articles in an object store: a server of S3 on loopback."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

import crawler.warc_source
from crawler.store import SCHEMA
from crawler.warc_source import find_sources, open_source
from scale.places import place_of
from tests.crawler.test_warc_bulk import MARKET, ROWS, archive, article, page, record, run

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(server, monkeypatch, tmp_path):
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": server, "AWS_EC2_METADATA_DISABLED": "true"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    crawler.warc_source._has_keys.cache_clear()
    client = boto3.client("s3")
    name = f"news-{tmp_path.name.replace('_', '-')}"[:60].strip("-").lower()
    client.create_bucket(Bucket=name)
    for number in range(2):
        path = archive(
            tmp_path, f"CC-NEWS-{number}.warc.gz", *(article(row) for row in ROWS[number * 3 : number * 3 + 3])
        )
        client.upload_file(
            str(path),
            name,
            f"crawl-data/CC-NEWS/2024/{number}/CC-NEWS-{number}.warc.gz",
            ExtraArgs={"ACL": "public-read"},
        )
    client.upload_file(str(path), name, "crawl-data/CC-NEWS/2024/1/index.txt")
    yield name
    crawler.warc_source._has_keys.cache_clear()


def test_a_glob_in_a_bucket(bucket, tmp_path):
    address = f"s3://{bucket}/crawl-data/CC-NEWS/2024/*/*.warc.gz"
    summary = run(tmp_path / "data", address)
    assert (summary.files, summary.articles, summary.is_clean) == (2, 6, True)
    again = run(tmp_path / "data", f"s3://{bucket}/crawl-data/CC-NEWS")
    assert (again.known, again.articles) == (2, 6)
    (tmp_path / "warc.paths").write_text("crawl-data/CC-NEWS/2024/1/CC-NEWS-1.warc.gz\n", encoding="utf-8")
    (source,), _ = find_sources([f"@{tmp_path}/warc.paths"], f"s3://{bucket}/")
    assert source.address == f"s3://{bucket}/crawl-data/CC-NEWS/2024/1/CC-NEWS-1.warc.gz"
    assert source.stamp.startswith("ETag ")


def test_what_is_not_there_is_told(bucket):
    _, wrong = find_sources([f"s3://{bucket}/none.warc.gz", f"s3://{bucket}/*.zip", f"s3://{bucket}-none/x"])
    assert [line.rpartition(": ")[2] for line in wrong] == ["no such file", "no file fits this pattern", "no such file"]


def test_a_public_bucket_is_read_without_keys(bucket, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert crawler.warc_source._files(f"s3://{bucket}/x")[0].anon is True
    sources, wrong = find_sources([f"s3://{bucket}/crawl-data/CC-NEWS/2024/0/CC-NEWS-0.warc.gz"])
    assert (len(sources), wrong) == (1, [])
    with open_source(sources[0]) as file:
        assert file.read(2) == b"\x1f\x8b"


def test_a_large_file_is_read_in_blocks(bucket, tmp_path, monkeypatch):
    """Broken in its middle, and read in blocks that are smaller than a record."""
    monkeypatch.setattr(crawler.warc_source, "BLOCK", 700)
    one = archive(
        tmp_path,
        "large.warc.gz",
        *(article(row) for row in ROWS[:3]),
        record("https://kabar.id/m", page("M", MARKET).encode()),
    )
    content = bytearray(one.read_bytes())
    at = content.index(b"\x1f\x8b\x08", len(content) // 3)
    content[at + 40 : at + 44] = b"\xff\xff\xff\xff"
    boto3.client("s3").put_object(Bucket=bucket, Key="large.warc.gz", Body=bytes(content))
    summary = run(tmp_path / "data", f"s3://{bucket}/large.warc.gz", is_any_subject=True)
    assert (summary.articles, summary.lost) == (3, {"broken places": 1})


def test_articles_go_into_a_bucket(bucket, tmp_path):
    import pyarrow.parquet as pq

    data = place_of(f"s3://{bucket}/data")
    summary = run(data, tmp_path / "CC-NEWS-0.warc.gz")
    assert summary.articles == 3
    (path,) = (data / "articles").glob("*.parquet")
    with path.open("rb") as file:
        table = pq.read_table(file)
    assert (table.num_rows, table.schema) == (3, SCHEMA)
    assert run(data, tmp_path / "CC-NEWS-0.warc.gz").known == 1
