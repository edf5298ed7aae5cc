import multiprocessing
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from s3fs import S3FileSystem

from scale import places
from scale.mirror import mirror
from scale.places import each, files_in, has_file, is_remote, list_objects, place_of, read_whole, source_of, write_whole
from scale.trouble import StoreTrouble
from tests.scale.troubled_store import LIST, HeldWire, answering, error

# Large objects are sent in parts of 6 MB here.
WRITE = """
import sys
import s3fs.core
s3fs.core.calculate_chunksize = lambda *size, **options: 6_000_000
from scale.places import place_of, write_whole
write_whole(place_of(sys.argv[1]), lambda file: file.write(sys.argv[2].encode() * int(sys.argv[3])))
"""


def put(place, content):
    write_whole(place, lambda file: file.write(content))


def names(folder, pattern="*.parquet"):
    return [place.name for place in files_in(folder, pattern)]


def write_elsewhere(place, word="x", times=1, wait=True):
    """Written by another process."""
    process = subprocess.Popen([sys.executable, "-c", WRITE, str(place), word, str(times)])
    if wait:
        assert process.wait(120) == 0
    return process


@pytest.fixture(params=["folder", "store"])
def home(request, tmp_path):
    """A place of either kind."""
    return tmp_path if request.param == "folder" else place_of(f"{request.getfixturevalue('bucket')}/prefix")


@pytest.fixture
def hurried(monkeypatch):
    """Few and quick tries of a store that fails."""
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(S3FileSystem, "retries", 1)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("data", "data"),
        ("/x/y", "/x/y"),
        ("file:///x/y", "/x/y"),
        ("s3://bucket", "s3://bucket/"),
        ("s3://bucket/a/b/", "s3://bucket/a/b"),
        ("S3://bucket/A", "s3://bucket/A"),
    ],
)
def test_addresses(address, shown):
    assert str(place_of(address)) == shown
    assert is_remote(place_of(address)) == shown.startswith("s3")
    assert place_of(place_of(address)) == place_of(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("s3://", "names no bucket; write s3://bucket/prefix"),
        ("s3:///prefix", "names no bucket"),
        ("s3:/bucket/prefix", "is written s3://bucket/prefix"),
        ("s3:bucket", "is written s3://bucket/prefix"),
        ("nostore://bucket/prefix", "nostore"),
    ],
)
def test_no_addresses(address, why):
    with pytest.raises(ValueError, match=why) as told:
        place_of(address)
    assert address in str(told.value)


def test_a_file_is_written_listed_and_read(home):
    assert files_in(home / "articles", "*.parquet") == []
    assert not has_file(home / "MARK")
    for name, content in (("b.parquet", b"two"), ("a.parquet", b"one"), ("a.txt", b"other"), ("a.parquet", b"newer")):
        put(home / "articles" / name, content)
    put(home / "MARK", b"")
    put(home / "articles" / "deeper" / "c.parquet", b"no file of this folder")
    assert names(home / "articles") == ["a.parquet", "b.parquet"]
    assert [read_whole(place) for place in files_in(home / "articles", "*.*")] == [b"newer", b"other", b"two"]
    assert has_file(home / "MARK")
    assert has_file(home / "articles" / "a.txt")
    source = source_of(home / "articles" / "a.txt")
    assert (source.read_bytes() if isinstance(source, Path) else source.read()) == b"other"


@pytest.mark.parametrize("failure", [RuntimeError("in the middle"), KeyboardInterrupt()])
def test_a_writer_that_fails_leaves_what_was_there(home, failure):
    put(home / "a.parquet", b"before")

    def fail(file):
        file.write(b"half")
        raise failure

    for name in ("a.parquet", "b.parquet"):
        with pytest.raises(type(failure)):
            write_whole(home / name, fail)
    assert names(home, "*") == ["a.parquet"]
    assert read_whole(home / "a.parquet") == b"before"


def test_hostile_names(home, tmp_path):
    hostile = [
        "it's.parquet", "a b+c.parquet", "%2e%2e%2f.parquet", "ü€😀.parquet", "a#b?c&d=e.parquet", "[a]*.parquet",
        "'; DROP TABLE x; --.parquet", "-o.parquet", "a\\b.parquet",
    ]  # fmt: skip
    for name in hostile:
        put(home / "x" / name, name.encode())
    found = files_in(home / "x", "*.parquet")
    assert [place.name for place in found] == sorted(hostile)
    assert list(each(found, read_whole)) == [name.encode() for name in sorted(hostile)]
    copies = mirror(found, tmp_path / "copies")
    assert [path.read_bytes() for path in copies] == [name.encode() for name in sorted(hostile)]


def test_keys_that_lead_away_stay_in_their_place(bucket, tmp_path):
    client = boto3.client("s3")
    for key in ("p/x/../../out.parquet", "p/x//a.parquet", "p/x/", "p/x/.parquet", "p/xy/b.parquet"):
        client.put_object(Bucket=bucket.removeprefix("s3://"), Key=key, Body=key.encode())
    found = files_in(place_of(f"{bucket}/p/x"), "*.parquet")
    assert [place.name for place in found] == [".parquet"]
    (copy,) = mirror(found, tmp_path / "copies")
    assert copy.parent == tmp_path / "copies"
    assert copy.read_bytes() == b"p/x/.parquet"


def test_more_files_than_a_list_of_the_store_holds(bucket):
    folder = place_of(f"{bucket}/many")
    store = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]  # the server's memory: over the wire it takes half a minute
    for number in range(1_500):
        store.put_object(folder.drive, f"many/{number:05}.parquet", str(number).encode())
    found = files_in(folder, "*.parquet")
    assert [place.name for place in found] == [f"{number:05}.parquet" for number in range(1_500)]
    assert list(each(found[980:1_040], read_whole)) == [str(number).encode() for number in range(980, 1_040)]


def test_what_another_process_wrote_is_seen(bucket):
    folder = place_of(f"{bucket}/articles")
    assert files_in(folder, "*.parquet") == []
    put(folder / "a.parquet", b"1")
    assert names(folder) == ["a.parquet"]
    write_elsewhere(folder / "b.parquet")
    write_elsewhere(folder / "a.parquet", "newer")
    assert names(folder) == ["a.parquet", "b.parquet"]
    assert read_whole(folder / "a.parquet") == b"newer"


def test_a_place_is_sent_to_another_process(bucket):
    place = place_of(f"{bucket}/sent/a.parquet")
    put(place, b"1")
    sent = pickle.loads(pickle.dumps(place))
    assert (sent, read_whole(sent)) == (place, b"1")
    assert os.environ["AWS_SECRET_ACCESS_KEY"].encode() not in pickle.dumps(place)


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_a_place_that_was_used_before_a_fork(bucket, how):
    place = place_of(f"{bucket}/forked/a.parquet")
    put(place, b"1")
    context = multiprocessing.get_context(how)
    process = context.Process(target=put, args=(place.parent / "b.parquet", b"2"))
    process.start()
    process.join(120)
    assert process.exitcode == 0
    assert names(place.parent) == ["a.parquet", "b.parquet"]


def test_many_threads_use_few_connections(bucket, monkeypatch):
    folder = place_of(f"{bucket}/threads")
    for number in range(30):
        put(folder / f"{number:02}.parquet", b"x")
    made = []
    real = S3FileSystem.set_session

    async def count(self, *arguments, **options):
        made.append(id(self))
        return await real(self, *arguments, **options)

    monkeypatch.setattr(S3FileSystem, "set_session", count)
    at_work, most, lock = [0], [0], threading.Lock()

    def work(place):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        content = read_whole(place)
        with lock:
            at_work[0] -= 1
        return content

    assert list(each(files_in(folder, "*"), work)) == [b"x"] * 30
    assert len(set(made)) == 1
    assert 1 <= most[0] <= places.AT_ONCE


def test_the_first_failure_ends_it(bucket):
    folder = place_of(f"{bucket}/gone")
    for number in range(40):
        put(folder / f"{number:02}.parquet", b"x")
    files = files_in(folder, "*")
    folder.fs.rm_file(files[3].path)
    with pytest.raises(StoreTrouble, match=re.escape(f"{files[3]}: no such bucket or object")):
        list(each(files, read_whole))


def test_a_missing_bucket_is_not_an_empty_one(bucket):
    missing = place_of(f"{bucket}-missing/prefix")
    for use in (lambda: files_in(missing / "articles", "*"), lambda: put(missing / "a", b"x")):
        with pytest.raises(StoreTrouble, match=r"-missing/prefix.*: no such bucket .* create the bucket"):
            use()


ANSWERS = [
    (403, error("AccessDenied"), "refuses the key .*may list, read and write"),
    (403, error("InvalidAccessKeyId"), "refuses the key .*AWS_ACCESS_KEY_ID"),
    (403, error("SignatureDoesNotMatch"), "refuses the key"),
    (400, error("ExpiredToken"), "refuses the key"),
    (400, error("InvalidRequest", "the region 'us-east-1' is wrong"), "another region .*AWS_DEFAULT_REGION"),
    (500, error("InternalError"), "the store failed .*run it again later"),
    (503, error("SlowDown"), "the store failed .*run it again later"),
    (503, b"no XML at all", "the store failed .*run it again later"),
    (200, b"<html>a page of a proxy", "the store failed"),
    (0, b"", "the store"),
]


@pytest.mark.parametrize(("status", "body", "told"), ANSWERS)
def test_troubles_of_a_store_are_told(store_environment, hurried, status, body, told):
    with answering(status, body) as address:
        store_environment.setenv("AWS_ENDPOINT_URL", address)
        place = place_of("s3://bucket/prefix")
        with pytest.raises(StoreTrouble, match=rf"s3://bucket/prefix: .*(?:{told})"):
            files_in(place, "*.parquet")
        if status != 200:
            for use in (lambda: put(place / "a", b"x"), lambda: read_whole(place / "a")):
                with pytest.raises(StoreTrouble, match=rf"s3://bucket/prefix/a: .*(?:{told})"):
                    use()
            with pytest.raises(StoreTrouble, match="s3://bucket/prefix/a: "):
                has_file(place / "a")


def test_a_store_that_never_answers_is_given_up(store_environment, hurried, monkeypatch):
    monkeypatch.setattr(places, "PATIENCE_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store_environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(StoreTrouble, match="s3://bucket/a: the store did not answer in time"):
            put(place_of("s3://bucket/a"), b"x")


def test_half_an_object_is_not_taken_for_a_whole_one(store_environment, hurried):
    with answering(200, b"half of it", length=99) as address:
        store_environment.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(StoreTrouble, match="s3://bucket/a: the store failed"):
            read_whole(place_of("s3://bucket/a"))


def test_half_a_list_is_not_taken_for_a_whole_one(store_environment, hurried):
    with answering(200, LIST.encode(), length=len(LIST) + 50) as address:
        store_environment.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(StoreTrouble, match="the store failed"):
            files_in(place_of("s3://bucket/p/articles"), "*")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "cannot be reached .*mend AWS_ENDPOINT_URL"),
        ({"AWS_ENDPOINT_URL": "no address"}, "cannot be reached .*mend AWS_ENDPOINT_URL"),
        ({"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "no keys .*AWS_PROFILE"),
        ({"AWS_SECRET_ACCESS_KEY": None}, "no keys .*AWS_SECRET_ACCESS_KEY"),
        ({"AWS_PROFILE": "nobody", "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}, "no keys .*nobody"),
    ],
)
def test_what_is_missing_around_a_store_is_told(bucket, store_environment, hurried, changes, told):
    for name, value in changes.items():
        store_environment.delenv(name, raising=False) if value is None else store_environment.setenv(name, value)
    for use in (lambda: files_in(place_of(bucket), "*"), lambda: put(place_of(bucket) / "a", b"x")):
        with pytest.raises(StoreTrouble, match=rf"s3://netralitas.*: .*{told}"):
            use()


def test_a_name_that_no_bucket_has_is_told(bucket):
    with pytest.raises(StoreTrouble, match="write s3://bucket/prefix"):
        files_in(place_of("s3://no bucket/x"), "*")


@pytest.mark.parametrize("size", [4_000_000, 30_000_000])
def test_a_writer_killed_in_the_middle_leaves_nothing(bucket, s3_server, store_environment, size):
    """The larger one is sent in parts; its first one has arrived whole."""
    wire = HeldWire(s3_server, size // 2)
    folder = place_of(f"{bucket}/articles")
    assert names(folder) == []
    store_environment.setenv("AWS_ENDPOINT_URL", wire.address)
    writer = write_elsewhere(folder / "a.parquet", "x", size, wait=False)
    assert wire.is_holding.wait(120)
    writer.send_signal(signal.SIGKILL)
    writer.wait(60)
    wire.cut()
    assert names(folder) == []
    assert not has_file(folder / "a.parquet")


def test_a_store_that_dies_in_the_middle_of_a_write(bucket, s3_server, store_environment, hurried):
    folder = place_of(f"{bucket}/articles")
    assert names(folder) == []
    wire = HeldWire(s3_server, 300_000)
    threading.Thread(target=lambda: (wire.is_holding.wait(120), wire.cut()), daemon=True).start()
    store_environment.setenv("AWS_ENDPOINT_URL", wire.address)
    S3FileSystem.clear_instance_cache()
    with pytest.raises(StoreTrouble, match=r"a\.parquet: the store"):
        put(place_of(f"{bucket}/articles") / "a.parquet", b"x" * 3_000_000)
    assert names(folder) == []


def test_a_large_object_is_written_in_parts(bucket, monkeypatch):
    monkeypatch.setattr("s3fs.core.calculate_chunksize", lambda *_, **__: 6_000_000)
    place = place_of(f"{bucket}/large.warc.gz")
    write_whole(place, lambda file: [file.write(bytes([number]) * 1_000_000) for number in range(20)])
    content = read_whole(place)
    assert (len(content), content[0], content[-1]) == (20_000_000, 0, 19)
    assert place.fs.info(place.path)["ETag"].endswith('-4"')  # a store's own mark of four parts


def test_copies_are_fetched_once_and_those_of_other_objects_go(bucket, tmp_path, monkeypatch):
    folder, copies = place_of(f"{bucket}/articles"), tmp_path / "copies"
    for name in ("a", "b", "c"):
        put(folder / f"{name}.parquet", name.encode())
    fetched = []
    monkeypatch.setattr("scale.mirror.read_whole", lambda place: (fetched.append(place.name), read_whole(place))[1])
    assert [path.read_bytes() for path in mirror(files_in(folder, "*"), copies)] == [b"a", b"b", b"c"]
    mirror(files_in(folder, "*"), copies)
    assert sorted(fetched) == ["a.parquet", "b.parquet", "c.parquet"]
    put(folder / "b.parquet", b"B")
    folder.fs.rm_file((folder / "a.parquet").path)
    put(folder / "d.parquet", b"d")
    fetched.clear()
    assert [path.read_bytes() for path in mirror(files_in(folder, "*"), copies)] == [b"B", b"c", b"d"]
    assert sorted(fetched) == ["b.parquet", "d.parquet"]
    assert len(list(copies.iterdir())) == 3


def test_files_of_this_machine_are_not_copied(tmp_path):
    put(tmp_path / "a.parquet", b"a")
    assert mirror(files_in(tmp_path, "*"), tmp_path / "copies") == [tmp_path / "a.parquet"]
    assert mirror([], tmp_path / "copies") == []
    assert not (tmp_path / "copies").exists()


def test_an_object_that_went_between_list_and_copy_is_named(bucket, tmp_path):
    folder = place_of(f"{bucket}/articles")
    put(folder / "a.parquet", b"a")
    files = files_in(folder, "*")
    folder.fs.rm_file(files[0].path)
    with pytest.raises(StoreTrouble, match=r"articles/a\.parquet: no such bucket or object"):
        mirror(files, tmp_path / "copies")


def test_the_mark_of_an_object_changes_with_it(bucket):
    folder = place_of(f"{bucket}/articles")
    put(folder / "a.parquet", b"1")
    (first,) = list_objects(folder, "*")
    put(folder / "a.parquet", b"2")
    (second,) = list_objects(folder, "*")
    assert (first.place, first.size) == (second.place, second.size)
    assert first.mark != second.mark
