import itertools

import pytest

from crawler.outlet_files import load_outlets
from crawler.shares import Share, groups_of, outlets_of, parse_share, site_of, sites_of

SHARED_HOSTS = """
name = "Kabar {id}"
home = "18.72"
base = "http://{base}"
{hosts}
timezone = "Asia/Jakarta"
evidence = "A site of the tests."

[article]
address = ['^/berita/(?P<id>\\d+)/']

[[way]]
kind = "sitemap"
url = "/sitemap.xml"
"""


def outlets_at(folder, **hosts):
    for id, (base, *others) in hosts.items():
        told = f"hosts = {others}" if others else ""
        text = SHARED_HOSTS.format(id=id, base=base, hosts=told)
        (folder / f"{id}.toml").write_text(text, encoding="utf-8")
    return load_outlets(folder)


@pytest.mark.parametrize(("text", "share"), [("1/1", Share(1, 1)), ("2/3", Share(2, 3)), (" 12/12 ", Share(12, 12))])
def test_a_share_is_read(text, share):
    assert parse_share(text) == share


@pytest.mark.parametrize(
    "text", ["", "2", "0/3", "4/3", "-1/3", "2/0", "1/1001", "a/b", "1/2/3", "1.5/2", "٢/٣", "1 / 2"]
)
def test_what_is_no_share_is_told(text):
    with pytest.raises(ValueError, match="write K/N"):
        parse_share(text)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.kabar.co.id", "kabar.co.id"),
        ("amp.aceh.kabar.com", "kabar.com"),
        ("aceh.kabar.go.id", "kabar.go.id"),
        ("kabarkita.blogspot.com", "blogspot.com"),
        ("M.Kabar.CO.id.", "kabar.co.id"),
        ("kabar.test", "kabar.test"),
        ("www.kabar.test:8080", "kabar.test"),
        ("127.0.0.1:8080", "127.0.0.1"),
        ("[::1]:8080", "::1"),
        ("localhost", "localhost"),
    ],
)
def test_the_site_of_a_host(host, site):
    assert site_of(host) == site


@pytest.fixture(scope="module")
def outlets():
    return load_outlets()


@pytest.mark.parametrize("count", range(1, 13))
def test_every_outlet_is_in_one_share_and_no_site_in_two(outlets, count):
    shares = [outlets_of(Share(number, count), outlets) for number in range(1, count + 1)]
    assert sorted(outlet.id for share in shares for outlet in share) == sorted(outlet.id for outlet in outlets)
    for one, other in itertools.combinations(shares, 2):
        for places in (sites_of, lambda outlet: {outlet.host, *outlet.hosts}):
            assert not set().union(*map(places, one)) & set().union(*map(places, other))


@pytest.mark.parametrize("count", range(1, 12))
def test_another_share_takes_from_the_others_and_moves_nothing_between_them(outlets, count):
    before, after = (
        {outlet.id: number for number in range(1, of + 1) for outlet in outlets_of(Share(number, of), outlets)}
        for of in (count, count + 1)
    )
    moved = {id for id in before if before[id] != after[id]}
    assert {after[id] for id in moved} <= {count + 1}
    # The largest site has 21 outlets; without it a fair part is expected, give or take.
    assert len(moved) <= 21 + 2.5 * len(before) / (count + 1)


def test_the_order_and_the_choice_of_others_are_of_no_account(outlets):
    mine = {outlet.id for outlet in outlets_of(Share(2, 3), outlets)}
    assert {outlet.id for outlet in outlets_of(Share(2, 3), outlets[::-1])} == mine
    alone = [members[0] for members in groups_of(outlets).values() if len(members) == 1]
    assert {outlet.id for outlet in outlets_of(Share(2, 3), alone)} == mine & {outlet.id for outlet in alone}


def test_outlets_are_tied_by_a_third(tmp_path):
    found = outlets_at(
        tmp_path,
        a=["www.satu.test"],
        b=["dua.test"],
        c=["m.tiga.test"],
        z=["satu.test", "amp.dua.test"],
    )
    groups = {sites: [outlet.id for outlet in members] for sites, members in groups_of(found).items()}
    assert groups == {frozenset({"satu.test", "dua.test"}): ["a", "b", "z"], frozenset({"tiga.test"}): ["c"]}
    for count in range(1, 8):
        for number in range(1, count + 1):
            mine = {outlet.id for outlet in outlets_of(Share(number, count), found)}
            assert mine & {"a", "b", "z"} in (set(), {"a", "b", "z"})
