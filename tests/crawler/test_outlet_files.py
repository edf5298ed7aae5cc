import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.outlet import article_address
from crawler.outlet_files import ARTICLE_KEYS, OUTLET_KEYS, WAY_KEYS, OutletError, load_outlets, read_outlet

HEAD = """
name = "Kabar Nusa"
home = "52.71"
base = "https://www.kabarnusa.test"
timezone = "Asia/Makassar"
"""
ARTICLE = r"""
[article]
address = ['/baca/(?P<id>\d+)/(?P<slug>[^/?]+)']
"""
WAY = """
[[way]]
kind = "feed"
url = "/rss"
"""


def write(folder: Path, text: str, name: str = "kabarnusa") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_with_its_defaults(tmp_path):
    outlet = read_outlet(write(tmp_path, HEAD + ARTICLE + WAY))
    assert (outlet.id, outlet.name, outlet.home, outlet.host) == (
        "kabarnusa",
        "Kabar Nusa",
        "52.71",
        "www.kabarnusa.test",
    )
    assert outlet.timezone.key == "Asia/Makassar"
    assert (outlet.delay, outlet.hosts, outlet.family) == (3.0, (), None)
    (way,) = outlet.ways
    assert (way.kind, way.url, way.max_pages, way.topic, way.options) == ("feed", "/rss", 50, False, {})


def test_keys_of_all_kinds_come_through(tmp_path):
    text = (
        HEAD
        + 'hosts = ["m.kabarnusa.test", "amp.kabarnusa.test:8080"]\ndelay = 4.5\nevidence = "Seen."\n'
        + ARTICLE
        + r"""
never = ['/baca/\d+/iklan']
canonical = "/baca/{id}/{slug}"
whole = "?page=all"
next = "?page={n}"
body = "div.isi > p"
drop = [".terkait", "#iklan"]
residue = ['^Gabung']
examples = ["https://www.kabarnusa.test/baca/1/satu"]
not_articles = ["/baca", "https://www.kabarnusa.test/baca/"]
[[way]]
kind = "index"
url = "/indeks?t={date}&hal={n}"
date = "%Y-%-m-%-d"
max_pages = 7
[[way]]
kind = "api"
url = "https://api.kabarnusa.test/berita?sesudah={after}"
items = "data.berita"
first = 0
fields = { url = "tautan", title = "judul" }
[[way]]
kind = "sitemap"
url = "/sitemap.xml"
match = ['post-sitemap', 'berita']
[[way]]
kind = "listing"
url = "/topik/netralitas?hal={n}"
topic = true
fallback = true
[[way]]
kind = "search"
url = "/tag/{tag}?hal={n}"
"""
    )
    outlet = read_outlet(write(tmp_path, text))
    rule = outlet.article
    assert (outlet.delay, outlet.hosts[1], outlet.evidence) == (4.5, "amp.kabarnusa.test:8080", "Seen.")
    assert (rule.canonical, rule.whole, rule.next, rule.body) == (
        "/baca/{id}/{slug}",
        "?page=all",
        "?page={n}",
        "div.isi > p",
    )
    assert rule.drop == (".terkait", "#iklan")
    assert [pattern.pattern for pattern in (*rule.never, *rule.residue)] == [r"/baca/\d+/iklan", "^Gabung"]
    assert [way.kind for way in outlet.ways] == ["index", "api", "sitemap", "listing", "search"]
    index, api, sitemap, listing, search = outlet.ways
    assert (index.max_pages, index.options) == (7, {"date": "%Y-%-m-%-d"})
    assert api.options == {"items": "data.berita", "first": 0, "fields": {"url": "tautan", "title": "judul"}}
    assert sitemap.options == {"match": ("post-sitemap", "berita")}
    assert (search.url, search.topic, search.fallback) == ("/tag/{tag}?hal={n}", False, False)
    assert listing.topic


@pytest.mark.parametrize("place", ["outlets/families", "families"])
def test_an_outlet_takes_from_its_family_what_it_does_not_say(tmp_path, place):
    family = 'timezone = "Asia/Makassar"\ndelay = 9\n' + ARTICLE + 'whole = "?page=all"\nnext = "?hal={n}"\n' + WAY
    write(tmp_path / place, family, "jaringan")
    head = HEAD.replace('timezone = "Asia/Makassar"\n', "") + 'family = "jaringan"\n'
    plain = read_outlet(write(tmp_path / "outlets", head, "satu"))
    assert (plain.family, plain.delay, plain.timezone.key) == ("jaringan", 9.0, "Asia/Makassar")
    assert (plain.article.whole, plain.ways[0].url) == ("?page=all", "/rss")
    own = head + 'delay = 2\n[article]\nwhole = "/semua"\n' + WAY.replace("/rss", "/feed")
    changed = read_outlet(write(tmp_path / "outlets", own, "dua"))
    assert (changed.delay, changed.article.whole, changed.article.next) == (2.0, "/semua", "?hal={n}")
    assert [way.url for way in changed.ways] == ["/feed"]
    assert changed.article.address == plain.article.address


def test_a_folder_of_ones_own_may_use_the_projects_families(tmp_path):
    outlet = read_outlet(write(tmp_path, HEAD + 'family = "wordpress"\n'))
    assert article_address(outlet, "https://kabarnusa.test/asn-harus-netral/").key == "kabarnusa:asn-harus-netral"
    assert "wordpress" in {way.kind for way in outlet.ways}


def test_a_folder_is_read_by_id(tmp_path):
    for name in ("b", "a", "c"):
        write(tmp_path, HEAD + ARTICLE + WAY, name)
    write(tmp_path, "this is no TOML", "broken")
    assert [outlet.id for outlet in load_outlets(tmp_path, only=["c", "a"])] == ["a", "c"]
    with pytest.raises(OutletError, match=r"broken\.toml: is no TOML"):
        load_outlets(tmp_path)


@pytest.mark.parametrize(
    ("only", "why"), [(["kabarnsa"], "no outlet 'kabarnsa'; 'kabarnusa'?"), (["zzz"], "no outlet 'zzz'")]
)
def test_an_outlet_that_is_not_there(tmp_path, only, why):
    write(tmp_path, HEAD + ARTICLE + WAY)
    with pytest.raises(OutletError, match=re.escape(why)):
        load_outlets(tmp_path, only)


def test_a_folder_without_outlets(tmp_path):
    with pytest.raises(OutletError, match="no outlet's file"):
        load_outlets(tmp_path / "nowhere")


def way(kind: str, url: str, more: str = "") -> str:
    return f'[[way]]\nkind = "{kind}"\nurl = "{url}"\n{more}'


BAD = [
    ("name = ", "is no TOML"),
    (HEAD.replace('"52.71"', "52.71") + ARTICLE, "home: must be a Kemendagri code in quotation marks"),
    (HEAD.replace("52.71", "5271") + ARTICLE, "home: must be a Kemendagri code"),
    (HEAD.replace('home = "52.71"\n', "") + ARTICLE, "home: is missing"),
    (HEAD.replace("home", "hom") + ARTICLE, "hom: is no key that can stand here; 'home'?"),
    (HEAD.replace("Makassar", "Bali") + ARTICLE, "timezone: must be one of Asia/Jakarta"),
    (HEAD.replace("https://www", "www") + ARTICLE, 'base: \'www.kabarnusa.test\' must be "https://"'),
    (HEAD.replace(".test", ".test/berita") + ARTICLE, "base: "),
    (HEAD.replace("https", "ftp") + ARTICLE, "base: "),
    (HEAD.replace('"Kabar Nusa"', '" "') + ARTICLE, "name: must be a text"),
    (HEAD + "delay = -1" + ARTICLE, "delay: must be a number of seconds"),
    (HEAD + "delay = nan" + ARTICLE, "delay: must be a number of seconds"),
    (HEAD + "delay = true" + ARTICLE, "delay: must be a number of seconds"),
    (HEAD + 'delay = "3"' + ARTICLE, "delay: must be a number of seconds"),
    (HEAD + 'hosts = ["https://m.kabarnusa.test"]' + ARTICLE, "hosts: 'https://m.kabarnusa.test' must be a bare host"),
    (HEAD + 'hosts = "m.kabarnusa.test"' + ARTICLE, "hosts: must be a list of texts"),
    (HEAD + 'family = "wordpres"' + ARTICLE, "family: there is no family 'wordpres'; 'wordpress'?"),
    (HEAD + 'family = "../secrets"' + ARTICLE, "family: '../secrets' must be a name"),
    (HEAD, "article.address: is missing"),
    (HEAD + "article = 3", "article: must be a table"),
    (HEAD + ARTICLE + 'adress = "x"', "article.adress: is no key that can stand here; 'address'?"),
    (HEAD + "[article]\naddress = ['/(']", "article.address: '/(' is no regular expression"),
    (HEAD + "[article]\naddress = ['/(a+)+']", "article.address: '/(a+)+' repeats something of varying length"),
    (HEAD + "[article]\naddress = ['^https?://x/']", "must leave scheme and host out"),
    (HEAD + "[article]\naddress = []", "article.address: must be a list of texts"),
    (HEAD + ARTICLE + 'canonical = "/baca/{nomor}"', "article.canonical: {nomor} is no group of address"),
    (HEAD + ARTICLE + 'canonical = "/baca/{id"', "article.canonical: '/baca/{id' has a brace without its other half"),
    (HEAD + ARTICLE + 'canonical = "/baca/{id.__class__}"', "in braces only a name may stand"),
    (HEAD + ARTICLE + 'canonical = "/baca/{id!r}"', "in braces only a name may stand"),
    (HEAD + ARTICLE + 'canonical = "/baca/1"', "article.canonical: '/baca/1' must hold what tells"),
    (HEAD + ARTICLE + 'whole = "?page={n}"', "article.whole: '?page={n}' must hold no braces"),
    (HEAD + ARTICLE + 'next = "?page=2"', "article.next: '?page=2' must hold the number of the page"),
    (HEAD + ARTICLE + 'body = "div >"', "article.body: 'div >' is no CSS selector"),
    (HEAD + ARTICLE + 'body = "p::text"', "article.body: 'p::text' is no CSS selector"),
    (HEAD + ARTICLE + 'body = "x|y"', "article.body: 'x|y' is no CSS selector"),
    (HEAD + ARTICLE + "residue = ['.*a.*']", "article.residue: '.*a.*' has two open repetitions"),
    (HEAD + ARTICLE + 'examples = ["/baca/1/x"]', "article.examples: "),
    (HEAD + "way = 3" + ARTICLE, "way: must be tables"),
    (HEAD + ARTICLE + "[[way]]", "way 1.kind: must be one of sitemap, feed"),
    (HEAD + ARTICLE + way("sitmap", "/x"), "listing, search, api; 'sitemap'?"),
    (HEAD + ARTICLE + WAY + '[[way]]\nkind = "feed"', "way 2 (feed).url: is missing"),
    (HEAD + ARTICLE + way("feed", "rss"), "way 1 (feed).url: 'rss' must be an address"),
    (HEAD + ARTICLE + way("feed", "/rss?page={n}"), "way 1 (feed).url: '/rss?page={n}': feed knows no placeholder"),
    (HEAD + ARTICLE + way("listing", "/tag/{tag}"), "listing knows {after}, {n}, not {tag}"),
    (HEAD + ARTICLE + way("search", "/cari?hal={n}"), "way 1 (search).url: must hold {word}"),
    (HEAD + ARTICLE + way("index", "/indeks/{date}"), "way 1 (index).date: is missing"),
    (HEAD + ARTICLE + way("index", "/indeks", 'date = "%d"'), "way 1 (index).url: must hold {date}"),
    (HEAD + ARTICLE + way("index", "/{date}", 'date = "%H"'), "way 1 (index).date: '%H' must be a date"),
    (HEAD + ARTICLE + way("index", "/{date}", 'date = "%Y"'), "way 1 (index).date: '%Y' must be a date"),
    (HEAD + ARTICLE + way("api", "/api"), "way 1 (api).fields: is missing"),
    (HEAD + ARTICLE + way("api", "/api", 'fields = { title = "judul" }'), "fields: must say where url stands"),
    (HEAD + ARTICLE + way("api", "/api", 'fields = { url = "u", text = "isi" }'), "'text' is none of url, title"),
    (HEAD + ARTICLE + way("listing", "/x", 'area = "div >"'), "way 1 (listing).area: 'div >' is no CSS selector"),
    (HEAD + ARTICLE + way("search", "/x?q={word}", "first = -1"), "way 1 (search).first: must be a whole number"),
    (HEAD + ARTICLE + way("api", "/api", 'items = "x"\nfields = "y"'), "way 1 (api).fields: must be a table"),
    (HEAD + ARTICLE + way("feed", "/rss", 'page = "?p={n}"\nstart = "s={n}"'), "a feed is paged in one way"),
    (HEAD + ARTICLE + way("feed", "/rss", "max_pages = 0"), "max_pages: must be a whole number"),
    (HEAD + ARTICLE + way("feed", "/rss", 'topic = "yes"'), "topic: must be true or false"),
    (HEAD + ARTICLE + way("sitemap", "/s.xml", "match = ['(']"), "match: '(' is no regular expression"),
    (HEAD + ARTICLE + way("listing", "/x", 'match = "x"'), "way 1 (listing).match: is no key that can stand here"),
    ("a = " + "[" * 5_000 + "]" * 5_000, "is no TOML that can be handled"),
    ("# " + "x" * 200_000, "is larger than"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), BAD, ids=[why[:40] for _, why in BAD])
def test_a_mistake_is_told_with_file_and_key(tmp_path, text, why):
    path = write(tmp_path, text)
    with pytest.raises(OutletError) as raised:
        read_outlet(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert why in str(raised.value)


def test_a_mistake_of_the_family_is_told_with_the_familys_file(tmp_path):
    family = write(tmp_path / "families", "delay = -3", "jaringan")
    with pytest.raises(OutletError) as raised:
        read_outlet(write(tmp_path, HEAD + 'family = "jaringan"' + ARTICLE))
    assert raised.value.path == family
    assert raised.value.told.startswith("delay: ")


@pytest.mark.parametrize("name", ["Kabar Nusa", "kabar.nusa", "-x"])
def test_a_files_name_is_an_id(tmp_path, name):
    with pytest.raises(OutletError, match="the file's name is the outlet's id"):
        read_outlet(write(tmp_path, HEAD + ARTICLE + WAY, name))


def test_bytes_that_are_no_text(tmp_path):
    path = write(tmp_path, "")
    path.write_bytes(b'name = "\xff\xfe"')
    with pytest.raises(OutletError, match="is not UTF-8"):
        read_outlet(path)
    with pytest.raises(OutletError, match="cannot be read"):
        read_outlet(tmp_path / "none.toml")


# TOML of any shape: the keys that there are, with any values.
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
fragments = st.lists(
    st.sampled_from(
        ["/", "{n}", "{id}", "{", "}", "(?P<id>", ")", "\\d+", "*", "?", "https://", "a", ".test", "%Y", "%d", "[", "|"]
    ),
    max_size=8,
).map("".join)
scalars = plain | fragments | st.integers(-9, 9**9) | st.floats(width=16) | st.booleans()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3), max_leaves=6
)
ways = st.fixed_dictionaries(
    {"kind": st.sampled_from(sorted(WAY_KEYS)) | values},
    optional=dict.fromkeys(
        ("url", "max_pages", "topic", "match", "page", "start", "step", "date", "items", "fields"), values
    ),
)
tables = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(OUTLET_KEYS, values),
        "article": st.fixed_dictionaries({}, optional=dict.fromkeys(ARTICLE_KEYS, values)) | values,
        "way": st.lists(ways, max_size=2) | values,
        "more": values,
    },
)


def toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {toml(one)}" for key, one in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


@given(tables)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    {
        "name": "x",
        "home": "14",
        "base": "https://a.test",
        "timezone": "Asia/Jakarta",
        "article": {"address": ["/(?P<id>a)"]},
    }
)
def test_no_table_makes_the_reader_fail_otherwise(tmp_path, table):
    # Whole and valid but for the keys given, so that those are reached.
    whole = {
        "name": "N",
        "home": "14",
        "base": "https://a.test",
        "timezone": "Asia/Jakarta",
        "article": {"address": ["/a"]},
    } | table
    path = write(tmp_path, "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in whole.items()))
    try:
        outlet = read_outlet(path)
    except OutletError as error:
        told = error.told
    else:
        told = ""
        article_address(outlet, "https://a.test/a")
    assert not told.startswith("is no TOML:"), "the test's own TOML is broken"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_the_reader_fail_otherwise(tmp_path, content):
    path = tmp_path / "kabarnusa.toml"
    path.write_bytes(content)
    with pytest.raises(OutletError):
        read_outlet(path)
