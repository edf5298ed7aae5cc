import pytest

from crawler.items import Article
from warehouse.outlets import Outlet, host_of, resolve_outlets, slug


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.wartabatam.example/2024/1", "wartabatam.example"),
        ("HTTPS://Batam.Warta.example:8080/x", "batam.warta.example"),
        ("wartabatam", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_host_of(url, host):
    assert host_of(url) == host


def test_slug():
    assert slug(" Warta  Batam.co ") == "warta-batam-co"


def test_articles_of_one_host_are_of_one_outlet():
    outlets, of_article = resolve_outlets(
        [
            Article("1", "", url="https://warta.example/1", outlet="Warta", outlet_region="21.71"),
            Article("2", "", url="https://www.warta.example/2", outlet="Warta"),
            Article("3", "", url="https://warta.example/3", outlet="Warta Batam", outlet_region="21.71"),
            Article("4", "", outlet="Warta"),
            Article("5", "", outlet="Kabar Metro"),
            Article("6", "", url="https://lain.example/6"),
            Article("7", ""),
        ]
    )
    assert outlets == [
        Outlet("kabar-metro", "Kabar Metro", None, None),
        Outlet("lain.example", "lain.example", "lain.example", None),
        Outlet("warta.example", "Warta", "warta.example", "21.71"),
    ]
    assert of_article == {
        "1": "warta.example",
        "2": "warta.example",
        "3": "warta.example",
        "4": "warta.example",
        "5": "kabar-metro",
        "6": "lain.example",
    }


def test_a_name_of_two_hosts_is_an_outlet_of_its_own():
    outlets, of_article = resolve_outlets(
        [
            Article("1", "", url="https://a.example/", outlet="Warta"),
            Article("2", "", url="https://b.example/", outlet="Warta"),
            Article("3", "", outlet="Warta"),
        ]
    )
    assert of_article["3"] == "warta"
    assert len(outlets) == 3
