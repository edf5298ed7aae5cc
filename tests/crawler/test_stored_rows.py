from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from crawler.items import Article
from crawler.store import BrokenFile, StoredArticle, articles_folder, read_articles, version_pairs
from crawler.stored_rows import read_columns, read_rows, write_rows

MOMENT = "2024-10-07T01:02:03.000004+00:00"


def articles(count):
    return [Article(f"a{number:04}", f"Teks {number}.", tags=("asn",), is_paid=False) for number in range(count)]


def store(folder, given):
    return write_rows(folder, {(one.id, one.version): one for one in given}, MOMENT)


def test_rows_of_a_file_by_ranges(tmp_path):
    given = articles(1_000)
    file = store(tmp_path, given)
    table = pq.read_table(file, partitioning=None)
    small = tmp_path / "small-groups.parquet"
    pq.write_table(table, small, row_group_size=100)
    for one in (file, small):
        rows = list(read_rows(one, [(3, 5), (99, 101), (255, 258), (999, 1_000)]))
        assert [row.id for row in rows] == [f"a{n:04}" for n in (3, 4, 99, 100, 255, 256, 257, 999)]
        assert replace(rows[0], imported_at=None) == StoredArticle(
            "a0003", "Teks 3.", tags=("asn",), is_paid=False, imported_at=None
        )
        assert {row.imported_at for row in rows} == {MOMENT}
        assert list(read_rows(one, [])) == []


def test_the_same_rows_written_again_are_the_same_file(tmp_path):
    given = articles(5)
    first = store(tmp_path, given)
    before = first.read_bytes()
    assert store(tmp_path, reversed(given)) == first
    assert first.read_bytes() == before
    assert [one.id for one in read_articles(tmp_path)] == [one.id for one in given]
    assert write_rows(tmp_path, {}, MOMENT) is None
    assert len(list(articles_folder(tmp_path).iterdir())) == 1


def test_columns_come_in_the_order_of_the_files_and_what_lacks_is_null(tmp_path):
    files = []
    for number in range(10):
        file = tmp_path / f"{number}.parquet"
        pq.write_table(pq.read_table(store(tmp_path, articles(number + 1))).drop_columns(["imported_at"]), file)
        files.append(file)
    tables = list(read_columns(files, ["id", "version", "imported_at"]))
    assert [len(table) for table in tables] == list(range(1, 11))
    assert tables[0]["imported_at"].to_pylist() == [None]
    assert next(version_pairs(tables[0])) == ("a0000", Article("a", "Teks 0.").version)
    assert next(read_rows(files[0], [(0, 1)])).imported_at is None


@pytest.mark.parametrize("content", [b"", b"PAR1 and no more", None])
def test_a_broken_file_is_named(tmp_path, content):
    file = store(tmp_path, articles(50))
    file.write_bytes(file.read_bytes()[:-60] if content is None else content)
    with pytest.raises(BrokenFile, match=f"{file.name}: cannot be read"):
        list(read_rows(file, [(0, 1)]))
    with pytest.raises(BrokenFile):
        list(read_columns([file], ["id"]))


def test_a_file_that_is_not_ours_is_named_and_one_that_is_gone_is_no_broken_one(tmp_path):
    file = tmp_path / "other.parquet"
    pq.write_table(pq.read_table(store(tmp_path, articles(1))).select(["id"]), file)
    with pytest.raises(BrokenFile):
        list(read_columns([file], ["id", "version"]))
    with pytest.raises(FileNotFoundError):
        list(read_columns([tmp_path / "none.parquet"], ["id"]))
