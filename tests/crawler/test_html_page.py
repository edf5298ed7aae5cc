from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article_lines import BadLine
from crawler.html_page import article_from_page, decode_page, read_page, read_values
from crawler.items import Article
from crawler.outlet import PageRule

TITLE = "Sekda Sukamaju Ingatkan Pegawai Netral"
PARAGRAPHS = (
    "SUKAMAJU – Sekda Sukamaju Rahmat Hidayat meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada.",
    "“Jangan ikut menyukai unggahan calon,” kata Rahmat seusai memimpin apel di halaman balai kota, Senin pagi.",
    "Ia menambahkan, surat edaran sudah dikirim ke semua kecamatan dan akan dipantau inspektorat setiap pekan.",
)
HEAD = """<link rel="canonical" href="https://kabar.test/2024/10/07/sekda">
<meta property="og:site_name" content="Kabar Maju"><meta name="author" content="Budi Santoso">
<meta property="article:published_time" content="2024-10-07T14:20:00+07:00">"""


def page(head=HEAD, body=None, below_title="", between="", encoding="utf-8"):
    text = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{between}<p>{PARAGRAPHS[2]}</p>"
    return f"""<!DOCTYPE html><html lang="id">
<head><meta charset="{encoding}"><title>{TITLE} - Kabar Maju</title>{head}</head>
<body><header><a href="/">Beranda</a> <span>Jumat, 1 November 2024</span></header>
<article><h1>{TITLE}</h1>{below_title}<div>{text if body is None else body}</div></article>
<aside><h4>Terpopuler</h4><a href="/x">Harga Cabai Naik Lagi</a>
<time datetime="2020-01-01">1 Januari 2020</time></aside>
<section><h3>Tinggalkan Balasan</h3><form><textarea></textarea></form></section>
<footer>Copyright © Kabar Maju 2024</footer></body></html>"""


def read(*arguments, **options):
    return article_from_page(page(*arguments, **options), "a.html")


def test_page():
    article = read()
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == TITLE
    assert article.url == "https://kabar.test/2024/10/07/sekda"
    assert article.published == "2024-10-07T14:20:00+07:00"
    assert (article.outlet, article.author, article.source) == ("Kabar Maju", "Budi Santoso", "a.html")
    assert article.id.startswith("u-")


@pytest.mark.parametrize(
    "between",
    [
        "<p><strong>Baca Juga: <a href='/x'>Harga Cabai Naik Lagi</a></strong></p>",
        "<p>IKLAN</p>",
        "<p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p>",
        "<p>Editor: Nur Aini</p>",
        "<div class='ads'>Advertisement</div>",
        "<script>var x = 'Baca Juga';</script><style>p {}</style>",
    ],
)
def test_residue_is_taken_off(between):
    assert read(between=between).text == "\n\n".join(PARAGRAPHS)


def test_captions_subheadings_and_lists_are_kept():
    figure = "<figure><img src='a.jpg'><figcaption>Rahmat Hidayat memimpin apel pagi. (Foto: Ist)</figcaption></figure>"
    between = (
        f"{figure}<h2>Bawaslu Buka Posko Aduan</h2><ul><li>Tidak memasang spanduk</li><li>Tidak berpose jari</li></ul>"
    )
    text = read(between=between).text
    assert "Rahmat Hidayat memimpin apel pagi." in text
    assert "\n\nBawaslu Buka Posko Aduan\n\n- Tidak memasang spanduk\n- Tidak berpose jari\n\n" in text


JSON_LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "below_title", "published"),
    [
        ("", "", None),
        ("<meta property='article:modified_time' content='2024-10-09T14:20:00+07:00'>", "", None),
        ("<meta property='og:updated_time' content='2024-10-09'>", "", None),
        ("<meta name='pubdate' content='2024-10-07'>", "", "2024-10-07"),
        ("<meta name='publishdate' content='2024/10/07 14:20:00'>", "", "2024-10-07T14:20:00"),
        ("<meta itemprop='datePublished' content='2024-10-07T14:20:00+08:00'>", "", "2024-10-07T14:20:00+08:00"),
        (
            "<meta property='article:published_time' content='2024-10-06T20:00:00+00:00'>",
            "",
            "2024-10-07T03:00:00+07:00",
        ),
        (
            "<meta property='article:published_time' content='2024-10-07T14:20:00.123Z'>",
            "",
            "2024-10-07T21:20:00+07:00",
        ),
        ("<meta property='article:published_time' content='kemarin'>", "", None),
        ("<meta property='article:published_time' content='0001-01-01T00:00:00Z'>", "", None),
        (JSON_LD.format('{"@type": "NewsArticle", "datePublished": "2024-10-07"}'), "", "2024-10-07"),
        (JSON_LD.format('{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2024-10-07"}]}'), "", "2024-10-07"),
        (JSON_LD.format('[{"@type": "Event", "datePublished": "2020-10-07"}]'), "", None),
        (JSON_LD.format('{"@type": "NewsArticle", "datePublished": 7}'), "", None),
        (JSON_LD.format("{broken"), "", None),
        (JSON_LD.format("[" * 5_000), "", None),
        ("", "<div>Senin, 7 Oktober 2024 | 14:20 WITA</div>", "2024-10-07T14:20:00+08:00"),
        ("", "<div>Diperbarui: 9 Oktober 2024 14:20 WIB</div>", None),
        ("<meta name='pubdate' content='2024-10-07'>", "<p>7 Oktober 2024 14:20 WIT</p>", "2024-10-07T14:20:00+09:00"),
        ("<meta name='pubdate' content='2024-10-07'>", "<p>9 Oktober 2024 14:20 WIT</p>", "2024-10-07"),
        (
            "<meta name='date' content='2024-10-07T12:33+00:00'>",
            "<i>7 Okt 2024 12:33 WIB</i>",
            "2024-10-07T12:33:00+07:00",
        ),
        (JSON_LD.format('{"@type": "NewsArticle", "datePublished": "2024-10-07", }'), "", "2024-10-07"),
        (JSON_LD.format('{"@type": "Event", "datePublished": "2024-10-07", }'), "", None),
        ("<link rel='canonical' href='https://kabar.test/2024/10/7/sekda'>", "", "2024-10-07"),
        ("<link rel='canonical' href='https://kabar.test/2024/13/7/sekda'>", "", None),
    ],
)
def test_published(head, below_title, published):
    assert read(head, below_title=below_title).published == published


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", None),
        ("<meta property='og:url' content='https://kabar.test/1'>", "https://kabar.test/1"),
        ("<link rel='canonical' href='/1'><meta property='og:url' content='https://kabar.test/1'>", "https://kabar.test/1"),
        ("<link rel='canonical' href='https://kabar.test/'><meta property='og:url' content='https://kabar.test/1'>", "https://kabar.test/1"),
        ("<link rel='canonical' href='https://kabar.test/?p=7'>", "https://kabar.test/?p=7"),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        ("<link rel='canonical' href='https://kabar.test'>", None),
    ],
)  # fmt: skip
def test_address(head, url):
    assert read(head).url == url


def test_only_the_first_of_several_articles():
    texts = [PARAGRAPHS[2].replace("surat", f"surat {number}") for number in range(3)]
    more = "".join(f"<article><h1>Judul Lain</h1><p>{text}</p></article>" for text in texts)
    found = article_from_page(page().replace("<aside>", more + "<aside>"), "a.html")
    assert found.text == "\n\n".join(PARAGRAPHS)


def test_a_body_that_stands_twice():
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    assert read(body=body + "<p>Copyright © KABAR 2024</p>" + body).text == "\n\n".join(PARAGRAPHS)


def test_outlet_from_json_ld_and_dateline():
    head = JSON_LD.format('{"@type": "NewsArticle", "publisher": {"name": " Kabar Kita "}}')
    assert read(head).outlet == "Kabar Kita"
    body = "".join(f"<p>{one}</p>" for one in ("KABARMAJU.CO - Sekda meminta pegawai netral.", *PARAGRAPHS))
    assert read("", body).outlet == "KABARMAJU.CO"


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("nonsense", "cp1252"),
        ("nonsense", "utf-8"),
        ("utf-16", "utf-16"),
        ("rot13", "cp1252"),
        ("idna", "cp1252"),
    ],
)
def test_encodings(tmp_path, declared, actual):
    path = tmp_path / "a.html"
    path.write_bytes(page(encoding=declared).replace("©", "").encode(actual))
    (article,) = read_page(path)
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_broken_byte_does_not_spoil_a_page():
    content = page().encode().replace(b"Ia menambahkan", b"Ia \xffmenambahkan")
    assert "“Jangan ikut" in decode_page(content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the page is empty"),
        (b" \n", "the page is empty"),
        (b"<html><body><ul>" + b"<li><a href='/x'>Berita satu</a></li>" * 50, "no article text"),
        (b"<html></html>", "no article"),
        (b"<!-- -->", ""),
        (b"<div>" * 50_000 + b"x", "no article text"),
        (b"\x00\x01\xff" * 1000, "control characters"),
        (b"x" * 5000, "no article text"),
    ],
)
def test_pages_without_article_are_named(tmp_path, content, message):
    path = tmp_path / "a.html"
    path.write_bytes(content)
    (error,) = read_page(path)
    assert isinstance(error, BadLine)
    assert str(error).startswith(f"{path}: ")
    assert message in str(error)


PIECES = ["<p>", "</p>", "<div", ">", "<![CDATA[", "&#0;", "&#xD800;", *PARAGRAPHS, "<h1>", "<table>", "<title>"]


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300) | st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode()))
def test_never_raises(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("page") / "a.html"
    path.write_bytes(content)
    (item,) = read_page(path)
    assert isinstance(item, Article | BadLine)


def test_a_long_page_is_read_whole():
    body = "".join(f"<p>{number}. {PARAGRAPHS[2]}</p>" for number in range(5_000))
    assert read(body=body).text.count("Ia menambahkan") == 5_000


def page_with(*body):
    return (
        "<html><body><h1>Bupati Rejang Minta ASN Netral</h1><article>"
        "<p>Bupati meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada berlangsung.</p>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in body)
        + "<p>Pernyataan itu disampaikan di halaman kantor bupati pada Senin pagi.</p></article>"
        '<ul><li><a href="/lain">Atap SD di Mranggen Bocor Lagi</a></li></ul></body></html>'
    )


def test_bare_headlines_of_other_articles_are_left_out():
    values = read_values(page_with("Atap SD di Mranggen Bocor Lagi", "Bus Sekolah Gratis Layani Dua Kecamatan"))
    assert "Mranggen" not in values.body
    assert "Bus Sekolah" not in values.body
    assert len(values.body.split("\n\n")) == 2


def test_a_list_of_offices_is_no_headlines():
    values = read_values(page_with("Kepala Dinas Pendidikan Kota Batam", "Camat Rimbo Bujang Kabupaten Tebo"))
    assert "Kepala Dinas Pendidikan Kota Batam" in values.body
    assert "Camat Rimbo Bujang" in values.body


def test_a_further_page_may_be_short():
    page = "<html><body><article><p>Murid memakai botol sendiri.</p></article></body></html>"
    with pytest.raises(ValueError, match="no article text"):
        read_values(page)
    assert read_values(page, least_words=3).body == "Murid memakai botol sendiri."


def test_links_within_a_paragraph_are_left_out():
    values = read_values(
        page_with(
            "Camat hadir di lapangan. BACA JUGA:<a href='/lain'>Atap SD di Mranggen Bocor Lagi</a> "
            "Lurah juga hadir di sana."
        )
    )
    assert "Camat hadir di lapangan. Lurah juga hadir di sana." in values.body


def test_words_that_no_link_says_stay():
    values = read_values(page_with("Camat berkata baca juga: Peraturan Bupati Nomor Satu tentang netralitas pegawai."))
    assert "Peraturan Bupati Nomor Satu" in values.body


def test_beginnings_of_other_articles_are_left_out():
    values = read_values(
        "<html><body><h1>Petani Panen</h1><article>"
        "<p>RIAULINTAS.CO, SIAK - Petani memanen padi lebih awal karena hujan sering turun di sana.</p>"
        "<p>Panen itu dihadiri seluruh penyuluh pertanian di kecamatan pada Senin pagi.</p>"
        "<p>RIAULINTAS.CO, KAMPAR - Kepala desa dikumpulkan di balai pertemuan pada Minggu malam lalu.</p>"
        "</article></body></html>"
    )
    assert "KAMPAR" not in values.body
    assert values.body.startswith("RIAULINTAS.CO, SIAK")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<b class='kapan'>Oleh : Siti Pada : Selasa, 19 Agu 2025 - 15:40 WIB</b>", "2025-08-19T15:40:00+07:00"),
        ("<b class='kapan' title='2025-08-18T17:47:00-08:00'>Agustus 18, 2025</b>", "2025-08-19T08:47:00+07:00"),
        ("<b class='kapan'>Oleh : Siti Pada :  WIB</b>", None),
    ],
)
def test_the_outlet_s_own_place_for_the_time(markup, expected):
    rule = PageRule(address=(), author=".kapan", published=".kapan")
    page = page_with().replace("<article>", f"<p>Oleh : Orang Lain</p>{markup}<article>")
    values = read_values(page, rule, ZoneInfo("Asia/Jakarta"))
    assert values.published == expected
    assert values.author == ("Siti" if "Siti" in markup else "Orang Lain")


def test_a_line_in_a_div_of_its_own_is_a_paragraph():
    lines = ("Murid memakai botol sendiri di kelas.", "Guru mencatat siapa yang lupa.", "(een)")
    body = "".join(f"<div class='mb-5'>{line}</div>" for line in lines)
    page = f"<html><body><h1>Murid Hemat</h1><div class='isi'>{body}</div></body></html>"
    values = read_values(page, PageRule(address=(), body=".isi"), least_words=3)
    assert values.body == "\n\n".join(lines[:2])
    assert values.author == "een"


def test_broken_marks_are_mended():
    values = read_values(page_with("â€œKami netral,â€ kata camat, lalu menegaskan:Â tidak ada perintah."))
    assert "“Kami netral,” kata camat, lalu menegaskan: tidak ada perintah." in values.body


def test_the_short_paragraphs_of_a_further_page_stay_apart():
    lines = ("Murid memakai botol sendiri.", "Guru mencatat siapa yang lupa.", "Kepala sekolah senang.")
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><body><article>{body}</article></body></html>"
    assert read_values(page, least_words=3).body == "\n\n".join(lines)
