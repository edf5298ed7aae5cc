from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.html_page import PageValues
from crawler.outlet import Outlet, PageRule
from crawler.page_article import article_of, values_of_payload
from crawler.pages_joined import join_pages

TEXT = (
    "<p>Sekda Sukamaju Rahmat Hidayat meminta seluruh pegawai menjaga netralitas selama masa kampanye pilkada.</p>"
    "<p>Ia menambahkan, surat edaran sudah dikirim ke semua kecamatan dan akan dipantau inspektorat.{}</p>"
)
OUTLET = Outlet(
    id="kabar", name="Kabar", home="18.72", base="https://kabar.test", hosts=(), timezone=ZoneInfo("Asia/Jayapura"),
    delay=3, article=PageRule(address=()), ways=(),
)  # fmt: skip
BARE = {"title": "Judul", "published": "2024-10-07T05:20:00+00:00"}


def payload(more="", **values):
    return {"content_html": TEXT.format(more), **BARE, **values}


def test_an_article_of_an_interface():
    values = values_of_payload(
        payload(author="Siti", editor="Budi", section="Politik", tags=["#ASN", "pilkada", 7]), OUTLET
    )
    article = article_of(values, OUTLET, "https://kabar.test/1", "u-1")
    assert (article.id, article.url, article.source) == ("u-1", "https://kabar.test/1", "https://kabar.test/1")
    assert (article.title, article.published) == ("Judul", "2024-10-07T14:20:00+09:00")
    assert (article.outlet, article.outlet_region) == ("Kabar", "18.72")
    assert (article.author, article.editor, article.language) == ("Siti", "Budi", "id")
    assert (article.section, article.tags, article.is_paid) == ("Politik", ("ASN", "pilkada"), False)


@pytest.mark.parametrize(
    ("values", "is_paid"),
    [
        ({}, None),
        ({"more": " (red/Adv)"}, True),
        ({"section": "Advertorial"}, True),
        ({"section": "Politik"}, False),
        ({"section": "Politik", "tags": ["adv"]}, True),
        ({"is_paid": True}, True),
        ({"is_paid": False}, False),
        ({"is_paid": False, "more": " (adv)"}, True),
    ],
)
def test_without_a_page_nothing_is_known_of_payment_unless_it_is_told(values, is_paid):
    assert values_of_payload(payload(**values), OUTLET).is_paid is is_paid


def test_no_text_is_no_article():
    with pytest.raises(ValueError, match="no article"):
        values_of_payload({"title": "Judul"}, OUTLET)


WORDS = st.text(st.characters(exclude_categories=("Cc",)), max_size=30)  # as ways clean them
WILD = st.none() | st.booleans() | st.integers() | WORDS | st.lists(st.text(max_size=30), max_size=5)


@given(st.dictionaries(st.sampled_from(["title", "author", "editor", "section", "tags", "is_paid"]), WILD))
def test_any_payload_is_read(values):
    found = values_of_payload(payload(**values), OUTLET)
    assert found.is_paid in (True, False, None)
    assert all(tag.isprintable() for tag in found.tags)


def test_tags_and_the_mark_may_stand_on_any_page():
    empty = dict.fromkeys(("title", "url", "published", "updated", "outlet", "author", "editor", "section"))
    pages = [
        PageValues(**empty, body=f"Halaman {n}.", links=(), tags=tags, is_paid=paid)
        for n, (tags, paid) in enumerate([((), False), (("asn",), True)])
    ]
    assert (join_pages(pages).tags, join_pages(pages).is_paid) == (("asn",), True)
    assert join_pages(pages[:1]).is_paid is False
