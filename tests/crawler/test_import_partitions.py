import json
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from crawler import import_partitions
from crawler.__main__ import app
from crawler.demonstration import WrongKind, is_demonstration
from crawler.import_partitions import import_in_groups
from crawler.importing import import_files
from crawler.store import article_files, articles_folder, read_articles
from scale.crew import NoCluster, WrongCode

MOMENT = datetime(2024, 10, 7, 1, 2, 3, tzinfo=UTC)
TEXT = "Sekda Sukamaju meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada tahun ke-{}."


@pytest.fixture
def folder(tmp_path):
    """Files of several formats; two hold the same article, one an id for two texts, and some are broken."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        rows = [{"id": f"a{number}-{row}", "text": TEXT.format(f"{number}/{row}")} for row in range(5)]
        (folder / f"{number:02}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "20.txt").write_text(TEXT.format("dua puluh"))
    shutil.copy(folder / "00.jsonl", folder / "30.jsonl")
    rows = [{"id": "a1-0", "text": "teks lain"}, {"id": "x", "text": "satu"}, {"id": "x", "text": "dua"}]
    (folder / "40.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n")
    (folder / "50.html").write_bytes(b"<html></html>")
    (folder / "60.csv").write_bytes(b"")
    return folder


@pytest.fixture(autouse=True)
def small_groups(monkeypatch):
    monkeypatch.setattr(import_partitions, "GROUP_FILES", 3)


def rows(data):
    """What readers of the store see, without the moment."""
    return sorted((one.id, one.text, one.title or "", one.source) for one in read_articles(data))


def files(data):
    return {path.name: path.read_bytes() for path in article_files(data)}


def test_groups_bring_what_one_process_brings_alone(tmp_path, folder):
    alone = import_files(tmp_path / "alone", [folder])
    by_one = import_in_groups(tmp_path / "one", [folder], imported_at=MOMENT)
    by_two = import_in_groups(tmp_path / "two", [folder], workers=2, imported_at=MOMENT)
    assert str(by_one) == str(by_two) == str(alone)
    assert (alone.new_count, alone.new_version_count, alone.known_count) == (62, 1, 5)
    assert sorted(by_two.refused) == sorted(by_one.refused) == sorted(alone.refused)
    assert len(alone.refused) == 4
    assert rows(tmp_path / "one") == rows(tmp_path / "two") == rows(tmp_path / "alone")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "two")) > 3


def test_no_version_stands_twice_at_the_same_moment(tmp_path, folder):
    import_in_groups(tmp_path / "data", [folder], imported_at=MOMENT)
    stands = Counter()
    for path in article_files(tmp_path / "data"):
        table = pq.read_table(path, columns=["id", "version", "imported_at"], partitioning=None)
        stands.update(tuple(row.values()) for row in table.to_pylist())
    assert set(stands.values()) == {1}
    assert len({(id, version) for id, version, _ in stands}) == 63


def test_again_and_after_a_part_was_lost(tmp_path, folder):
    data = tmp_path / "data"
    import_in_groups(data, [folder], imported_at=MOMENT)
    before, seen = files(data), rows(data)
    again = import_in_groups(data, [folder])
    assert (again.new_count, again.known_count) == (0, 68)
    assert files(data) == before
    gone = sorted(before)[1]
    (articles_folder(data) / gone).unlink()
    assert import_in_groups(data, [folder]).new_count == 15
    assert rows(data) == seen
    assert list((data / "imports").iterdir()) == []


def test_large_groups_are_written_in_pieces(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(import_partitions, "BATCH_SIZE", 4)
    import_in_groups(tmp_path / "data", [folder], imported_at=MOMENT)
    sizes = [pq.read_metadata(path).num_rows for path in article_files(tmp_path / "data")]
    assert max(sizes) == 4
    assert len(rows(tmp_path / "data")) == 63


def test_real_and_invented_articles_do_not_mix(tmp_path, folder):
    import_in_groups(tmp_path / "demo", [folder], demonstration=True)
    assert is_demonstration(tmp_path / "demo")
    with pytest.raises(WrongKind):
        import_in_groups(tmp_path / "demo", [folder])
    invented = tmp_path / "invented.jsonl"
    invented.write_text(json.dumps({"id": "a", "text": TEXT, "url": "https://kabar.example/1"}))
    summary = import_in_groups(tmp_path / "data", [invented])
    assert (summary.read_count, len(summary.refused)) == (0, 1)
    assert "invented address" in summary.refused[0]


def test_a_worker_of_other_code_writes_nothing(tmp_path, folder, monkeypatch):
    versions = iter(["1" * 64, *["2" * 64] * 20])
    monkeypatch.setattr(import_partitions, "code_version", lambda: next(versions))
    with pytest.raises(WrongCode, match="by code 222222222222, this run by 111111111111"):
        import_in_groups(tmp_path / "data", [folder])
    assert files(tmp_path / "data") == {}
    assert not list((tmp_path / "data" / "imports").glob("known-*"))


def test_the_command(tmp_path, folder, caplog, monkeypatch):
    monkeypatch.setattr("scale.cluster.CONNECT_SECONDS", 1)
    with caplog.at_level("INFO"):
        started = ["import", "--data", str(tmp_path / "data"), "--workers", "1", str(folder)]
        assert CliRunner().invoke(app, started).exit_code == 1
        assert "68 articles read: 62 new, 1 new versions, 5 already known; 4 refused" in caplog.text
        assert CliRunner().invoke(app, [*started[:3], "--scheduler", "tcp://127.0.0.1:9", str(folder)]).exit_code == 1
    assert "no Dask scheduler at tcp://127.0.0.1:9" in caplog.text
    with pytest.raises(NoCluster):
        import_in_groups(tmp_path / "data", [folder], scheduler="tcp://127.0.0.1:9")
    assert list(Path(tmp_path / "data" / "imports").iterdir()) == []
