import pytest

from crawler.archive import Archive, archive_files
from crawler.formats import reader_for
from crawler.importing import import_files
from crawler.language import is_indonesian
from crawler.store import read_articles

INDONESIAN = (
    "Wali kota mengingatkan seluruh pegawai agar menjaga netralitas pada pemilihan kepala daerah yang akan digelar.",
    "Ia menyampaikan hal itu saat memimpin apel di halaman kantor wali kota dan dihadiri para camat serta lurah.",
)
ENGLISH = (
    "The mayor reminded all employees to remain neutral in the coming election of the head of the region.",
    "He said so while leading the morning assembly in front of the city hall with all heads of districts.",
)


def html(*paragraphs):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>Judul</title></head><body><article><h1>Judul berita</h1>{body}</article></body></html>"


def test_articles_of_an_archive_are_imported(tmp_path, caplog):
    archive = Archive(tmp_path / "crawl", 1)
    kind = {"content-type": "text/html"}
    archive.write("https://kabar.test/1", {}, 200, kind, html(*INDONESIAN).encode())
    archive.write("https://kabar.test/2", {}, 200, kind, html(*ENGLISH).encode())
    archive.write("https://kabar.test/3", {}, 404, kind, html(*INDONESIAN).encode())
    archive.write("https://kabar.test/4", {}, 200, kind, b"<html><body>Menu</body></html>")
    archive.write("https://kabar.test/5.png", {}, 200, {"content-type": "image/png"}, b"\x89PNG")
    archive.close()
    with caplog.at_level("INFO"):
        summary = import_files(tmp_path / "data", archive_files(tmp_path / "crawl"))
    assert (summary.new_count, summary.refused) == (1, [])
    (article,) = read_articles(tmp_path / "data")
    assert (article.url, article.text) == ("https://kabar.test/1", "\n\n".join(INDONESIAN))
    assert "2 no page, 1 no article, 1 another language" in caplog.text


def test_the_name_tells_an_archive(tmp_path):
    path = tmp_path / "CC-NEWS-1.warc.gz"
    path.write_bytes(b"\x1f\x8b")
    assert list(reader_for(path)(path)) == []


@pytest.mark.parametrize(
    ("text", "indonesian"), [(" ".join(INDONESIAN), True), (" ".join(ENGLISH), False), ("", False), ("12 34", False)]
)
def test_language(text, indonesian):
    assert is_indonesian(text) is indonesian
