import os
import sys
from concurrent.futures import ProcessPoolExecutor
from subprocess import run

import pyarrow.parquet as pq
import pytest

from crawler.demonstration import MARK, WrongKind, claim, is_demonstration
from crawler.items import Article
from crawler.store import (
    BrokenFile,
    StoredArticle,
    articles_folder,
    has_articles,
    known_marks,
    known_versions,
    read_articles,
    version_mark,
    write_articles,
)

FIRST = Article(
    "a", "Teks satu.\xa0", "https://kabar.test/1", "Judul", "2024-10-07T14:20:00+07:00", "Kabar", "14.71",
    section="Politik", language="id", tags=("netralitas asn", "Pilkada"), is_paid=False,
)  # fmt: skip


def names(data_dir):
    return sorted(path.name for path in articles_folder(data_dir).iterdir())


def test_articles_come_back_as_they_were(tmp_path):
    path = write_articles(tmp_path, [FIRST, Article("b", "x\0\r\n😀")])
    assert path is not None
    assert path.parent == tmp_path / "articles"
    found = list(read_articles(tmp_path))
    assert [Article(*(getattr(one, name) for name in Article.__slots__)) for one in found] == [
        FIRST,
        Article("b", "x\0\r\n😀"),
    ]
    assert all(isinstance(one, StoredArticle) and one.imported_at.endswith("+00:00") for one in found)
    assert found[0].version == FIRST.version


def test_nothing_new_writes_nothing(tmp_path):
    assert write_articles(tmp_path, []) is None
    assert not has_articles(tmp_path)
    write_articles(tmp_path, [FIRST, FIRST])
    before = names(tmp_path)
    assert write_articles(tmp_path, [FIRST, Article("a", FIRST.text, title="Judul lain")]) is None
    assert names(tmp_path) == before
    assert [one.title for one in read_articles(tmp_path)] == ["Judul"]


def test_a_file_of_an_earlier_release_is_read_beside_new_ones(tmp_path):
    write_articles(tmp_path, [FIRST])
    (path,) = articles_folder(tmp_path).iterdir()
    old = pq.read_table(path).drop_columns(["tags", "is_paid", "language", "section", "updated", "editor"])
    pq.write_table(old, path)
    write_articles(tmp_path, [Article("b", "Teks dua.", tags=("asn",), is_paid=True)])
    first, second = read_articles(tmp_path)
    assert (first.title, first.tags, first.is_paid, first.language) == ("Judul", (), None, None)
    assert (second.tags, second.is_paid) == (("asn",), True)
    assert write_articles(tmp_path, [FIRST]) is None


def test_versions_are_ordered_by_id_and_time(tmp_path):
    write_articles(tmp_path, [Article("b", "satu")])
    write_articles(tmp_path, [Article("b", "dua"), Article("a", "tiga")])
    write_articles(tmp_path, [Article("b", "satu"), Article("b", "empat")])
    assert [(one.id, one.text) for one in read_articles(tmp_path)] == [
        ("a", "tiga"),
        ("b", "satu"),
        ("b", "dua"),
        ("b", "empat"),
    ]
    assert known_versions(tmp_path) == {(one.id, one.version) for one in read_articles(tmp_path)}


def test_a_version_that_two_imports_brought_is_read_once_as_the_first_had_it(tmp_path):
    write_articles(tmp_path, [Article("a", "satu", title="pertama")])
    write_articles(tmp_path, [Article("a", "satu", title="kedua")], known=set())
    assert len(names(tmp_path)) == 2
    assert [one.title for one in read_articles(tmp_path)] == ["pertama"]


def _import(arguments):
    data_dir, number = arguments
    write_articles(data_dir, [Article(f"{number}-{at}", "teks") for at in range(20)] + [FIRST])


def test_imports_at_once_lose_nothing(tmp_path):
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_import, [(tmp_path, number) for number in range(6)]))
    assert len(list(read_articles(tmp_path))) == 6 * 20 + 1


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_nothing(tmp_path, monkeypatch, error):
    write_articles(tmp_path, [FIRST])
    before = names(tmp_path)

    def fail(table, file, **options):
        file.write(b"half a file")
        raise error

    monkeypatch.setattr(pq, "write_table", fail)
    with pytest.raises(type(error)):
        write_articles(tmp_path, [Article("b", "baru")])
    assert names(tmp_path) == before
    assert [one.id for one in read_articles(tmp_path)] == ["a"]


def test_a_killed_write_is_not_seen(tmp_path):
    code = (
        "import os, pathlib, sys; import pyarrow.parquet as pq; from crawler.items import Article\n"
        "from crawler.store import write_articles\n"
        "pq.write_table = lambda table, file, **o: (file.write(b'half'), file.flush(), os._exit(9))\n"
        "write_articles(pathlib.Path(sys.argv[1]), [Article('a', 'x')])"
    )
    assert run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    assert len(names(tmp_path)) == 1
    assert list(read_articles(tmp_path)) == []
    assert write_articles(tmp_path, [FIRST]) is not None
    assert [one.id for one in read_articles(tmp_path)] == ["a"]


@pytest.mark.parametrize("content", [b"", b"PAR1 no", b"x" * 100])
def test_a_broken_file_is_named(tmp_path, content):
    articles_folder(tmp_path).mkdir()
    path = articles_folder(tmp_path) / "old.parquet"
    path.write_bytes(content)
    for use in (lambda: list(read_articles(tmp_path)), lambda: write_articles(tmp_path, [FIRST])):
        with pytest.raises(BrokenFile, match=r"old\.parquet: cannot be read .* import the articles"):
            use()


def test_files_are_readable_by_others(tmp_path):
    path = write_articles(tmp_path, [FIRST])
    assert path.stat().st_mode & 0o777 == 0o644


def test_kinds_are_kept_apart(tmp_path):
    demo, own = tmp_path / "demo", tmp_path / "own"
    claim(demo, demonstration=True)
    claim(demo, demonstration=True)
    assert is_demonstration(demo)
    assert "rekaan" in (demo / MARK).read_text()
    assert "invented" in (demo / MARK).read_text()
    with pytest.raises(WrongKind, match="another directory: --data DIR"):
        claim(demo, demonstration=False)
    claim(own, demonstration=False)
    assert not is_demonstration(own)
    write_articles(own, [FIRST])
    claim(own, demonstration=False)
    with pytest.raises(WrongKind, match="a directory of its own"):
        claim(own, demonstration=True)
    assert not is_demonstration(own)


def test_what_is_known_may_be_handed_in_and_grows(tmp_path):
    write_articles(tmp_path, [FIRST])
    known = known_marks(tmp_path)
    assert write_articles(tmp_path, [FIRST, Article("b", "Teks dua.")], known) is not None
    assert known == known_marks(tmp_path) == {version_mark(id, version) for id, version in known_versions(tmp_path)}
    assert write_articles(tmp_path, [FIRST, Article("b", "Teks dua.")], known) is None
    assert len(list(read_articles(tmp_path))) == 2


def test_marks_part_versions(tmp_path):
    pairs = [("a", "b"), ("ab", ""), ("", "ab"), ("b", "a"), ("a\ud800", "b")]
    assert len({version_mark(*pair) for pair in pairs}) == len(pairs)


def test_what_a_killed_writer_left_goes_after_a_day(tmp_path):
    articles_folder(tmp_path).mkdir()
    old, young = (articles_folder(tmp_path) / f".writing-{name}.tmp" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    write_articles(tmp_path, [FIRST])
    assert (old.exists(), young.exists()) == (False, True)
