import pytest

from warehouse.outlets import Imprint, Outlet, host_of, outlet_id_of, resolve_outlets, slug


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
    outlets, ids = resolve_outlets(
        [
            Imprint("warta.example", "Warta", "21.71"),
            Imprint("warta.example", "Warta", None),
            Imprint("warta.example", "Warta Batam", "21.71"),
            Imprint(None, "Warta", None),
            Imprint(None, "Kabar Metro", None),
            Imprint("lain.example", None, None),
            Imprint(None, None, None),
        ]
    )
    assert outlets == [
        Outlet("kabar-metro", "Kabar Metro", None, None),
        Outlet("lain.example", "lain.example", "lain.example", None),
        Outlet("warta.example", "Warta", "warta.example", "21.71"),
    ]
    assert ids == {
        ("warta.example", "Warta"): "warta.example",
        ("warta.example", "Warta Batam"): "warta.example",
        (None, "Warta"): "warta.example",
        (None, "Kabar Metro"): "kabar-metro",
        ("lain.example", None): "lain.example",
    }


def test_a_name_of_two_hosts_is_an_outlet_of_its_own():
    outlets, ids = resolve_outlets(
        [Imprint("a.example", "Warta", None), Imprint("b.example", "Warta", None), Imprint(None, "Warta", None)]
    )
    assert ids[None, "Warta"] == "warta"
    assert len(outlets) == 3


def test_the_most_frequent_name_and_home_stand():
    outlets, _ = resolve_outlets(
        [
            Imprint("a.example", "Warta", "14", 3),
            Imprint("a.example", "Warta A", "21", 4),
            Imprint("a.example", "Warta", "14", 2),
        ]
    )
    assert outlets == [Outlet("a.example", "Warta", "a.example", "14")]


@pytest.mark.parametrize(
    ("url", "name", "outlet_id"),
    [
        ("https://www.warta.example/1", "Kabar", "warta.example"),
        (None, "Kabar Metro", "kabar-metro"),
        ("kabar", "", None),
        (None, " - ", None),
    ],
)
def test_what_one_article_tells(url, name, outlet_id):
    assert outlet_id_of(url, name) == outlet_id
