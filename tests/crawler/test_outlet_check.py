import re

import pytest

from crawler.outlet_check import check_outlets, print_problems

HEAD = """
name = "Kabar Nusa"
home = "52.71"
base = "https://www.kabarnusa.test"
timezone = "Asia/Makassar"
"""
ARTICLE = r"""
[article]
address = ['/(?:amp/)?baca/(?P<id>\d+)/(?P<slug>[^/?]+)']
canonical = "/baca/{id}/{slug}"
"""
EXAMPLES = 'examples = ["https://www.kabarnusa.test/baca/4711/camat-diperiksa-bawaslu"]\n'
WAY = """
[[way]]
kind = "listing"
url = "/terkini?hal={n}"
"""
GOOD = HEAD + ARTICLE + EXAMPLES + WAY


def problems_of(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [(problem.path.stem, problem.text) for problem in check_outlets(folder)]


def with_address(address: str, more: str = EXAMPLES) -> str:
    return HEAD + f"[article]\naddress = ['{address}']\n" + more + WAY


def test_a_good_file_has_no_problem(tmp_path, capsys):
    assert problems_of(tmp_path, good=GOOD) == []
    assert print_problems(tmp_path) == 0
    assert capsys.readouterr().out == "1 outlets, no problems\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + ARTICLE + EXAMPLES, "way: there is none"),
        (HEAD + ARTICLE + WAY, "article.examples: give the address of an article or two"),
        (GOOD.replace("52.71", "52.99"), "home: there is no area 52.99"),
        (GOOD.replace("Makassar", "Jakarta"), "timezone: 52.71 is in Asia/Makassar, not Asia/Jakarta"),
        (GOOD.replace("52.71", "62.71"), "timezone: 62.71 is in Asia/Jakarta, not Asia/Makassar"),
        (GOOD.replace("52.71", "91"), "timezone: 91 is in Asia/Jayapura"),
        ("delay = 0.5" + GOOD.replace(".test", ".example"), "delay: 0.5 seconds are no manners"),
        (GOOD.replace("/terkini?hal={n}", "/baca/{n}/terkini"), "takes the address of way 1 for an article's"),
        (with_address("/"), "article.address: takes / for an article"),
        (with_address("/(?P<id>[a-z-]+)"), "takes /redaksi for an article"),
        (with_address("/(?P<id>[a-z-]+/[a-z-]+)"), "takes /tag/netralitas-asn for an article"),
        (with_address(r"/(?P<id>\d+)"), "takes /2024/09 for an article"),
        (with_address(r"/\?(?P<id>.+)"), "takes /?s=netralitas+asn for an article"),
        (with_address("/berita/(?P<id>.+)"), "is not taken for an article: https://www.kabarnusa.test/baca/4711"),
        (
            with_address("/baca/(?P<id>.+)", 'examples = ["https://www.lain.test/baca/1/x"]\n'),
            "is on no host of the outlet: https://www.lain.test/baca/1/x",
        ),
        (HEAD + ARTICLE + EXAMPLES + 'not_articles = ["/baca/1/iklan"]\n' + WAY, "not_articles: is taken for an"),
        (
            HEAD + ARTICLE.replace('"/baca/{id}/{slug}"', '"/artikel/{id}"') + EXAMPLES + WAY,
            "article.canonical: makes https://www.kabarnusa.test/artikel/4711 of",
        ),
        (
            HEAD
            + "[article]\naddress = ['/a/(?P<id>\\d+)', '/b/(?P<slug>[a-z-]+)']\ncanonical = \"/a/{id}/{slug}\"\n"
            + 'examples = ["https://www.kabarnusa.test/a/4711"]\n'
            + WAY,
            "article.canonical: no expression of address has all its groups: id, slug",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(tmp_path, text, why):
    found = problems_of(tmp_path, kabarnusa=text)
    assert any(why in told for _, told in found), found


def two(address: str, one: str, other: str) -> str:
    urls = ", ".join(f'"https://www.kabarnusa.test{path}"' for path in (one, other))
    return with_address(address, f"examples = [{urls}]\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (two("/(?P<id>(?:amp/)?baca/.+)", "/baca/12345/x", "/amp/baca/12345/x"), "are taken for two"),
        (
            two("/(?P<id>(?:amp/)?baca/.+)", "/baca/camat-kena-sanksi", "/amp/baca/camat-kena-sanksi"),
            "are taken for two",
        ),
        (two("/(?:amp/)?baca/(?P<id>[^/]+)", "/baca/12345/x", "/amp/baca/12345/y"), None),
        (
            two(r"/baca/(?P<id>\d{4})", "/baca/2024/camat-kena-sanksi", "/baca/2024/asn-ikut-kampanye"),
            "are taken for one",
        ),
        (two("/baca/(?P<id>.+)", "/baca/camat-kena-sanksi", "/baca/asn-ikut-kampanye"), None),
    ],
)
def test_examples_are_held_against_each_other(tmp_path, text, why):
    found = [told for _, told in problems_of(tmp_path, kabarnusa=text)]
    assert found == [] if why is None else any(why in told for told in found)


def test_two_outlets_have_no_host_in_common(tmp_path):
    other = GOOD.replace("https://www.kabarnusa.test", "https://nusa.test").replace(
        "\ntimezone", '\nhosts = ["kabarnusa.test"]\ntimezone'
    )
    found = problems_of(tmp_path, a=GOOD, b=other)
    assert found == [("b", "hosts: kabarnusa.test is a.toml's, too")]


def test_hosts_of_tests_may_be_asked_at_once(tmp_path):
    assert problems_of(tmp_path, kabarnusa="delay = 0" + GOOD) == []


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path, capsys):
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "unused.toml").write_text("dela = 3", encoding="utf-8")
    found = problems_of(
        tmp_path, a="name = ", b=GOOD.replace("Makassar", "Jakarta"), c=GOOD.replace("kabarnusa", "lain")
    )
    assert [name for name, _ in found] == ["unused", "a", "b"]
    assert found[0][1] == "dela: is no key that can stand here; 'delay'?"
    assert found[1][1].startswith("is no TOML")
    assert print_problems(tmp_path) == 1
    assert re.search(r"(?m)^3 outlets, 3 problems in 3 files$", capsys.readouterr().out)


def test_a_mistake_of_a_family_is_told_once(tmp_path):
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "jaringan.toml").write_text("delay = -3", encoding="utf-8")
    of_family = 'family = "jaringan"' + GOOD
    assert problems_of(tmp_path, a=of_family, b=of_family.replace("kabarnusa", "lain")) == [
        ("jaringan", "delay: must be a number of seconds from 0 to 3,600")
    ]


def test_a_folder_without_outlets(tmp_path):
    assert [told for _, told in problems_of(tmp_path)] == ["there is no outlet's file (*.toml) in this folder"]
