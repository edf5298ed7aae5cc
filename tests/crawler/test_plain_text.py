import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.article_lines import BadLine
from crawler.items import Article
from crawler.plain_text import article_from_text, read_text_file

TITLE = "Sekda Sukamaju Ingatkan Pegawai Jaga Netralitas"
LEAD = "SUKAMAJU – Sekda Sukamaju Rahmat Hidayat meminta\xa0 seluruh pegawai menjaga netralitas pada pilkada."
SECOND = "“Jangan ikut menyukai unggahan calon,” kata Rahmat seusai memimpin apel, Senin (7/10/2024)."
BODY = f"{LEAD}\n\n{SECOND}"


def read(text):
    return article_from_text(text, "a.txt")


def test_text_without_residue_is_kept_character_for_character():
    assert read(f"{BODY}\r\n\r\n\r\n ") == Article(
        read(f"{BODY}\r\n\r\n\r\n ").id, f"{BODY}\r\n\r\n\r\n ", source="a.txt", language="id"
    )


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\n\n",
        f"\ufeff\n{TITLE}\n\n",
        f"UTAMA\n\n{TITLE}\n\n1\n×\n\n{TITLE}\n\nSebarkan artikel ini\n",
        f"Advertorial Sukamaju\n\n{TITLE}\n\n",
        f"*{TITLE}*\n\n",
        f"{TITLE}\n",
        f"Beranda » Kabar\n{TITLE}\r\n\r\n",
        f"{TITLE}\n\nSenin, 7 Oktober 2024 | 14:20 WIB\n\n",
    ],
)
def test_title_above_the_body_leaves_the_text(head):
    article = read(head.lstrip("\ufeff") + BODY)
    assert (article.title, article.text) == (TITLE, BODY)


@pytest.mark.parametrize(
    "first",
    [
        "Pegawai diminta netral pada pilkada mendatang.",
        "Pegawai diminta netral:",
        "PADANG - Pemkot Minta Pegawai Netral",
        "“Pegawai Harus Netral Semua”",
        "1. Memasang Spanduk Calon",
        "PEGAWAI Pemkot Saat Apel Pagi (Foto: Ist)",
        "Netral",
        "Pegawai diminta netral " * 10,
    ],
)
def test_no_title(first):
    article = read(f"{first}\n\n{BODY}")
    assert article.title is None
    assert article.text == f"{first}\n\n{BODY}"


def test_a_title_alone_is_an_article_without_title():
    assert read(TITLE).text == TITLE


@pytest.mark.parametrize(
    ("lead", "outlet"),
    [
        ("KABARSUKAMAJU.CO - Sekda meminta pegawai netral.", "KABARSUKAMAJU.CO"),
        ("Kabarsukamaju.com (SUKAMAJU) – Sekda meminta pegawai netral.", "Kabarsukamaju.com"),
        ("Sukamaju (ANTARA) - Sekda meminta pegawai netral.", "ANTARA"),
        ("SUKAMAJU, HARIANMAJU.ID– Sekda meminta pegawai netral.", "HARIANMAJU.ID"),
        ("SUKAMAJU, SELATPOST - Sekda meminta pegawai netral.", "SELATPOST"),
        ("SUKAMAJU | KABARMAJU — Sekda meminta pegawai netral.", "KABARMAJU"),
        ("SUKAMAJU - Sekda meminta pegawai netral.", None),
        ("MOROWALI, POSO - Sekda meminta pegawai netral.", None),
        ("Pekanbaru, Riau – Sekda meminta pegawai netral.", None),
        ("SUKAMAJU (7/10) - Sekda meminta pegawai netral.", None),
        ("SUKAMAJU (Senin) - Sekda meminta pegawai netral.", None),
        ("SUKAMAJU, DISKOMINFO - Sekda meminta pegawai netral.", None),
        ("Sekda menulis di kabarmaju.co bahwa pegawai wajib netral - begitu saja.", None),
        ("“Kabarmaju.com” – begitu nama situs itu, kata sekda.", None),
    ],
)
def test_outlet_from_the_dateline(lead, outlet):
    assert read(f"{lead}\n\n{SECOND}").outlet == outlet


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        ("About the author\n\nRedaksi KabarMaju\n\nTinggalkan Balasan", "KabarMaju"),
        ("Copyright © KABAR MAJU 2024", "KABAR MAJU"),
        ("© 2024 Kabar Maju - Aktual dan Terpercaya", "Kabar Maju"),
        ("Redaksi Daerah\n\nCOPYRIGHT © 2024", None),
        ("Copyright © KM 2024", None),
    ],
)
def test_outlet_from_the_foot(tail, outlet):
    article = read(f"{BODY}\n\n{tail}")
    assert article.outlet == outlet
    assert article.text == BODY


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Senin, 7 Oktober 2024 | 14:20 WIB", "2024-10-07T14:20:00+07:00"),
        ("Redaksi - Senin, 7 Oktober 2024 14:20 WITA", "2024-10-07T14:20:00+08:00"),
        ("7 Oktober 2024", "2024-10-07"),
        ("Diperbarui: 9 Oktober 2024 10:00 WIB", None),
        ("Apel digelar Senin, 7 Oktober 2024", None),
    ],
)
def test_published_is_a_stamp_of_its_own_line(line, published):
    assert read(f"{TITLE}\n\n{line}\n\n{BODY}").published == published


def test_a_stamp_below_the_article_is_not_its_own():
    text = f"{BODY}\n\nBerita Terkait\nHarga Cabai Naik Lagi\n5 Oktober 2024 10:00 WIB"
    assert read(text).published is None


@pytest.mark.parametrize(
    "text",
    [
        f"URL: https://kabar.test/1\n\n{BODY}",
        f"https://kabar.test/1\n{BODY}",
        f"{BODY}\n\nSumber: https://kabar.test/1",
    ],
)
def test_address(text):
    article = read(text)
    assert (article.url, article.text) == ("https://kabar.test/1", BODY)


def test_an_address_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="url is no http"):
        read(f"URL: https://user:pw@kabar.test/1\n\n{BODY}")


def test_author():
    assert read(f"{BODY}\n\nPenulis: Budi Santoso | Editor: Nur").author == "Budi Santoso"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "text is empty"),
        (b" \n ", "text is empty"),
        (b"IKLAN\n\nIKLAN", "nothing but page residue"),
        ("Teks “satu”.".encode("cp1252"), r"not UTF-8 \(line 1"),
        (b"Teks\0satu", "NUL"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_broken_files_are_named(tmp_path, content, message):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (error,) = read_text_file(path)
    assert isinstance(error, BadLine)
    with pytest.raises(BadLine, match=rf"a\.txt: .*{message}"):
        raise error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(BODY.encode(encoding))
    (article,) = read_text_file(path)
    assert article.text == BODY


@given(st.binary(max_size=300))
def test_never_raises(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_bytes(content)
    (item,) = read_text_file(path)
    assert isinstance(item, Article | BadLine)


@given(st.lists(st.sampled_from([TITLE, LEAD, SECOND, "IKLAN", "", "Baca Juga: Harga Naik", "x"])).map("\n".join))
def test_prose_is_never_lost(text):
    try:
        article = read(text)
    except ValueError:
        assert LEAD not in text
    else:
        assert all(line not in text or line in article.text for line in (LEAD, SECOND))
