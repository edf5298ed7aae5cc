import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.filing import MOST_TAGS
from crawler.html_filing import find_filing
from crawler.html_metadata import find_address, read_json_ld, read_metas
from crawler.html_page import article_from_page, parse_page, read_values

TITLE = "Sekda Sukamaju Ingatkan Pegawai Netral"
TEXT = (
    "<p>Sekda Sukamaju Rahmat Hidayat meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada.</p>"
    "<p>Ia menambahkan, surat edaran sudah dikirim ke semua kecamatan dan akan dipantau inspektorat.</p>"
)
MENU = (
    '<nav><a href="/category/iklan/">Iklan</a><a href="/advertorial/">Advertorial</a>'
    '<a href="/politik/">Politik</a></nav>'
    '<div class="widget tags-populer"><a rel="tag" href="/tag/viral">viral</a></div>'
)


def page(head="", top="", inside="", below="", name="article", marks=""):
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{MENU}{top}<{name} {marks}><h1>{TITLE}</h1>"
        f'{TEXT}{inside}</{name}>{below}<aside><a rel="category tag" href="/category/advertorial/">Advertorial</a>'
        "</aside></body></html>"
    )


def find(text):
    tree = parse_page(text)
    metas = read_metas(tree)
    return find_filing(tree, metas, read_json_ld(tree), find_address(tree, metas))


META_TAG = '<meta property="article:tag" content="{}">'


def json_ld(content):
    return f'<script type="application/ld+json">{content}</script>'


@pytest.mark.parametrize(
    ("options", "tags"),
    [
        ({}, ()),
        ({"inside": '<a rel="tag" href="/tag/a/">#ASN Netral</a><a rel="tag" href="/t/b">b</a>'}, ("ASN Netral", "b")),
        ({"inside": '<a rel="category tag" href="/category/politik/">Politik</a>'}, ()),
        ({"inside": '<div class="post-tags"><a href="/tag/a-b">A B</a> <a href="/topik/c">c</a></div>'}, ("A B", "c")),
        ({"inside": '<p>Tags: <a href="/tag/a-b">A B</a></p>'}, ("A B",)),
        ({"inside": '<p>Ia bicara soal <a href="/tag/pilkada">pilkada</a>.</p>'}, ()),
        ({"inside": '<div class="terkait"><a rel="tag" href="/tag/x">x</a></div>'}, ()),
        ({"inside": '<article><a rel="tag" href="/tag/x">x</a></article>'}, ()),
        ({"below": '<article><h1>Lain</h1><a rel="tag" href="/tag/x">x</a></article>'}, ()),
        ({"inside": '<div class="label">id netralitas asn,pilkada</div>'}, ("netralitas asn", "pilkada")),
        ({"head": META_TAG.format("satu") + META_TAG.format("Dua")}, ("satu", "Dua")),
        ({"head": '<meta name="keywords" content="berita,viral,hari ini">'}, ()),
        ({"head": json_ld('{"@type": "NewsArticle", "keywords": "satu, dua"}')}, ("satu", "dua")),
        ({"head": json_ld('{"@type": "NewsArticle", "keywords": ["satu, dua", "3"]}')}, ("satu, dua", "3")),
        ({"head": json_ld('{"@type": "NewsArticle", "keywords": [1, null, {"a": 2}]}')}, ()),
        ({"marks": 'class="post-7 post category-x tag-netralitas-asn tag-b"'}, ("netralitas asn", "b")),
        ({"head": META_TAG.format("x"), "inside": '<a rel="tag" href="/tag/a/">dicetak</a>'}, ("dicetak",)),
    ],
)  # fmt: skip
def test_tags(options, tags):
    assert find(page(**options)).tags == tags


CRUMBS = '<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/x">Hukum</a></li><li>Judul</li></ol>'
LISTED = (
    '{"@graph": [{"@type": "BreadcrumbList", "itemListElement": [{"position": 1, "name": "Beranda"}, '
    '{"position": 2, "item": {"name": "Daerah"}}, {"position": 3, "name": "' + TITLE + '"}]}]}'
)


@pytest.mark.parametrize(
    ("options", "section", "paid"),
    [
        ({}, None, False),
        ({"head": '<meta property="article:section" content="Politik">', "top": CRUMBS}, "Politik", False),
        ({"head": json_ld('{"@type": "NewsArticle", "articleSection": ["Daerah", "Advertorial"]}')}, "Daerah", True),
        ({"top": CRUMBS}, "Hukum", False),
        ({"top": CRUMBS.replace("Hukum", "Pariwara")}, "Pariwara", True),
        ({"head": json_ld(LISTED)}, "Daerah", False),
        ({"head": json_ld('{"@type": "BreadcrumbList", "itemListElement": 7}')}, None, False),
        ({"inside": '<a href="/category/politik/">Politik</a>'}, "Politik", False),
        ({"inside": '<a href="/category/politik/">Politik</a>', "name": "div"}, None, False),
        ({"inside": '<a rel="category tag" href="/x/">ADV</a>'}, "ADV", True),
        ({"marks": 'class="post-7 type-post category-advertorial"'}, "advertorial", True),
        ({"head": '<link rel="canonical" href="https://kabar.test/politik/2024/10/07/sekda/">'}, "Politik", False),
        ({"head": '<link rel="canonical" href="https://kabar.test/2024/10/07/sekda/">'}, None, False),
        ({"inside": '<a rel="tag" href="/tag/adv">adv</a>'}, None, True),
    ],
)
def test_sections_and_paid_ones(options, section, paid):
    found = find(page(**options))
    assert (found.section, found.is_paid) == (section, paid)


@pytest.mark.parametrize(
    ("options", "paid"),
    [
        ({}, False),
        ({"inside": "<p>(red/Adv)</p>"}, True),
        ({"inside": "<p>IKLAN</p><p>Berita lain ada di halaman depan situs ini setiap hari.</p>"}, False),
    ],
)
def test_a_page_tells_whether_it_was_paid_for_and_the_mark_is_no_text(options, paid):
    article = article_from_page(page(**options), "a.html")
    assert article.is_paid is paid
    assert "adv" not in article.text.casefold()


def test_a_page_of_a_stranger_is_bounded():
    links = "".join(f'<a rel="tag" href="/tag/{n}">tag {n}</a>' for n in range(20_000))
    tags = read_values(
        page(inside=f'<div class="tags">{links}<a rel="tag" href="/tag/x">{"x" * 1_000_000}</a></div>')
    ).tags
    assert tags == tuple(f"tag {n}" for n in range(MOST_TAGS))


MARKUP = st.lists(
    st.sampled_from(
        [
            *('<a rel="tag" href="//[">', "</a>", '<ol class="breadcrumb">', "<article class='post-1 tag-%ff'>"),
            *("</article>", "<h1>", "x, y"),
        ]
    )
    | st.text(st.characters(exclude_categories=("Cc",)), max_size=20)
).map("".join)  # fmt: skip


@given(MARKUP, st.text(st.characters(exclude_categories=("Cc",)), max_size=200))
def test_any_page_and_any_description_is_read(markup, description):
    found = find(f"<html><body>{json_ld(description)}{markup}<p>Teks.</p></body></html>")
    assert len(found.tags) <= MOST_TAGS
    "".join([*found.tags, found.section or ""]).encode()
