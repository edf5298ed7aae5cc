import re
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warehouse
from crawler.items import Article
from nlp.records import Mention, Official, Value
from warehouse.load import Input, fill_tables
from warehouse.person_clusters import ContradictoryCorrections
from warehouse.persons import COLUMNS, PersonTables, fill_persons, person_id_of, resolve_persons
from warehouse.privacy import reading_names
from warehouse.schema import create_schema

SCHEMA = Path(warehouse.__file__).parent / "schema" / "persons.sql"
DAY = date(2024, 9, 1)


def official(official_id: str, name: str, role: str = "agency_head", region: str | None = "33.21", **values) -> dict:
    """A row; the article is what stands before the #, and a story of its own unless told otherwise."""
    article_id = official_id.split("#")[0]
    return {
        "official_id": official_id,
        "article_id": article_id,
        "name": name,
        "role": role,
        "acting": None,
        "region_code": region,
        "day": DAY,
        "story_id": article_id,
        "primary_region_codes": ["33.21"],
        "mentions": [name],
    } | values


def resolve(rows: list[dict], **corrections) -> PersonTables:
    return resolve_persons(pa.Table.from_pylist(rows, schema=COLUMNS), **corrections)


def groups(tables: PersonTables) -> set[frozenset[str]]:
    """The official_ids of each person."""
    members: dict[str, set[str]] = {}
    for row in tables.official_persons.to_pylist():
        members.setdefault(row["person_id"], set()).add(row["official_id"])
    return set(map(frozenset, members.values()))


def told(tables: PersonTables) -> dict[str, tuple[float, str]]:
    return {row["official_id"]: (row["score"], row["reason"]) for row in tables.official_persons.to_pylist()}


def joined(*rows: dict) -> bool:
    return len(groups(resolve(list(rows)))) == 1


def days(count: int) -> dict:
    return {"day": DAY + timedelta(days=count)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Muhammad Santrio Gulo", "Moh. Santrio Gulo", "spelling, same office"),
        ("Abd. Kobirun Lase", "Abdul Kobirun Lase", "spelling, same office"),
        ("Soerjatmo Wiludi", "Suryatmo Wiludi", "spelling, same office"),
        ("Wiludi Suryatmo", "Suryatmo Wiludi", "spelling, same office"),
        ("Drs. H. Santrio Gulo", "Santrio Gulo", "spelling, same office"),
        ("A. Santrio Gulo", "Arman Santrio Gulo", "initial, same office"),
        ("Santrio Ramli Gulo", "Santrio Gulo", "shorter, same office"),
        ("Santrio Gulowanto", "Santrio Gulowento", "misprint, same office"),
        ("Gulo", "Santrio Gulo", "single, same office"),
        ("Santrio Gulo", "Santriowan Gulo", "cut, same office"),
        ("San Trio Gulo", "Santrio Gulo", "spelling, same office"),
    ],
)
def test_forms_of_one_name(one, other, reason):
    tables = resolve([official("a#o1", one), official("b#o1", other, **days(20))])
    assert told(tables)["a#o1"] == (1.0, "first report")
    assert told(tables)["b#o1"][1] == reason
    assert 0.7 < told(tables)["b#o1"][0] < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (official("a#o1", "Santrio Gulo"), official("b#o1", "Santrio Gulo", region="33.25")),
        (official("a#o1", "Santrio Gulo"), official("b#o1", "Santrio Lase")),
        (official("a#o1", "Gulo"), official("b#o1", "Gulo", role="kpu")),
        (official("a#o1", "Gulo"), official("b#o1", "Gulo", **days(400))),
        (official("a#o1", "Gulo"), official("b#o1", "Santrio Gulo", **days(400))),
        (official("a#o1", "Gulo", day=None), official("b#o1", "Gulo", day=None)),
        (official("a#o1", "Agus Setiawan"), official("b#o1", "Agus Setiawan", role="police")),
        (official("a#o1", "Agus Setiawan"), official("b#o1", "Agus Setiawan", region="33")),
        (official("a#o1", "Gulanto Lase"), official("b#o1", "Gulanti Lase")),
        (official("a#o1", "Gulantin Lase"), official("b#o1", "Gulantina Lase")),
        (official("a#o1", "Gulanto"), official("b#o1", "Gulento")),
        (
            official("a#o1", "Santrio Gulo", role="bawaslu", region="00"),
            official("b#o1", "Santrio Gulo", role="bawaslu"),
        ),
        (official("a#o1", "Santrio Gulo"), official("a#o2", "Santrio Gulo")),
    ],
)
def test_two_persons(one, other):
    assert not joined(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (official("a#o1", "Gulo"), official("b#o1", "Gulo", **days(100))),
        (official("a#o1", "Santrio Gulo"), official("b#o1", "Santrio Gulo", role="regent", acting="pj", **days(900))),
        (
            official("a#o1", "Santrio Gulo", role="regent"),
            official("b#o1", "Santrio Gulo", role="candidate", region="33"),
        ),
        (official("a#o1", "Agus Setiawan"), official("b#o1", "Agus Setiawan", role="district_head", **days(300))),
        (official("a#o1", "Santrio Gulo", "minister", "00"), official("b#o1", "Santrio Gulo", "minister", None)),
        (official("a#o1", "Santrio Gulo", "academic", None), official("b#o1", "Santrio Gulo", "academic", None)),
        (official("a#o1", "Gulo", "other", None), official("b#o1", "Gulo", "other", None, story_id="a", day=None)),
    ],
)
def test_one_person(one, other):
    assert joined(one, other)


def test_rare_name_of_two_provinces_stays_three():
    rows = [official("a#o1", "Santrio Gulo", "governor", "33"), official("b#o1", "Santrio Gulo", "regent", "33.21")]
    assert joined(*rows)
    assert len(groups(resolve([*rows, official("c#o1", "Santrio Gulo", "regent", "35.25")]))) == 3


def test_short_name_that_fits_two_stays_alone():
    rows = [official("a#o1", "Gulo Ramli"), official("b#o1", "Gulo Lase"), official("c#o1", "Gulo")]
    assert groups(resolve(rows)) == {frozenset({"a#o1"}), frozenset({"b#o1"}), frozenset({"c#o1"})}


def test_short_name_joins_no_two_full_names():
    rows = [official("a#o1", "Gulo Ramli", "mayor"), official("b#o1", "Gulo", "mayor", **days(10))]
    rows.append(official("c#o1", "Gulo Lase", "mayor", **days(300)))
    assert frozenset({"a#o1", "c#o1"}) not in {group - {"b#o1"} for group in groups(resolve(rows))}


def test_nickname_that_another_article_prints():
    full = official("a#o1", "Santrio Gulo", mentions=["Santrio Gulo", "Bang Yoyo"])
    tables = resolve([full, official("b#o1", "Bang Yoyo", **days(10))])
    assert told(tables)["b#o1"] == (0.833, "nickname, same office")


def test_an_article_tells_two_apart_for_all_others():
    """A short name beside the full one is somebody else, there and in other articles."""
    rows = [official("a#o1", "Santrio Gulo"), official("a#o2", "Gulo"), official("b#o1", "Gulo", **days(1))]
    assert groups(resolve(rows)) == {frozenset({"a#o1"}), frozenset({"a#o2", "b#o1"})}


def test_the_area_of_an_office_is_not_that_of_a_story():
    rows = [official("a#o1", "Santrio Gulo", region="33"), official("b#o1", "Santrio Gulo", "other", None)]
    rows += [official("c#o1", "Nerudi Lase", "other", "33"), official("d#o1", "Hewanto Lase", "other", None)]
    rows[1]["primary_region_codes"] = rows[3]["primary_region_codes"] = ["33"]
    tables = resolve(rows)
    assert tables.official_persons.num_rows == 4
    assert told(tables)["b#o1"][1] == "same name, same area"


def test_persons_and_offices():
    rows = [
        official("a#o1", "Moh. Santrio Gulo", **days(30)),
        official("b#o1", "Muhammad Santrio Gulo", "regent", acting="pj", **days(60)),
        official("c#o1", "Muhammad Santrio Gulo", "regent", acting="pj", **days(70)),
        official("d#o1", "M. Santrio Gulo", day=None),
    ]
    tables = resolve(rows)
    assert tables.persons.to_pylist() == [
        {
            "person_id": person_id_of("a#o1"),
            "name": "Muhammad Santrio Gulo",
            "first_date": date(2024, 10, 1),
            "last_date": date(2024, 11, 10),
            "article_count": 4,
        }
    ]
    assert [
        (row["role"], row["acting"], row["region_code"], row["first_date"], row["article_count"])
        for row in tables.offices.to_pylist()
    ] == [("agency_head", None, "33.21", date(2024, 10, 1), 2), ("regent", "pj", "33.21", date(2024, 10, 31), 2)]


def test_nothing_in_nothing_out():
    tables = resolve([])
    assert [getattr(tables, name).num_rows for name in ("persons", "official_persons", "offices")] == [0, 0, 0]


def test_weakest_link_is_told():
    rows = [official("a#o1", "Santrio Ramli Gulo"), official("b#o1", "Santrio Gulo", **days(1))]
    rows.append(official("c#o1", "Gulo", **days(2)))
    assert told(resolve(rows))["c#o1"] == (0.833, "single, same office")


class TestCorrections:
    def test_together_takes_along_what_goes_with_each(self):
        rows = [official(f"{key}#o1", "Santrio Gulo") for key in "ab"]
        rows += [official(f"{key}#o1", "Nerudi Lase", region="35.25") for key in "cd"]
        tables = resolve(rows, together=[{"b#o1", "c#o1"}])
        assert groups(tables) == {frozenset({"a#o1", "b#o1", "c#o1", "d#o1"})}
        assert told(tables)["c#o1"] == (0.98, "same name, same office")
        assert told(tables)["a#o1"] == (1.0, "first report")

    def test_reason_of_a_correction(self):
        rows = [official("a#o1", "Santrio Gulo"), official("b#o1", "Nerudi Lase", region="35.25")]
        assert told(resolve(rows, together=[{"a#o1", "b#o1"}]))["b#o1"] == (1.0, "correction")

    def test_apart_leaves_the_others_with_the_first(self):
        rows = [official(f"{key}#o1", "Santrio Gulo") for key in "abcd"]
        assert groups(resolve(rows, apart=[("c#o1", "a#o1")])) == {
            frozenset({"a#o1"}),
            frozenset({"b#o1", "c#o1", "d#o1"}),
        }

    def test_apart_with_others_by_together(self):
        rows = [official(f"{key}#o1", "Santrio Gulo") for key in "abcd"]
        tables = resolve(rows, apart=[("a#o1", "b#o1")], together=[{"b#o1", "d#o1"}])
        assert groups(tables) == {frozenset({"a#o1", "c#o1"}), frozenset({"b#o1", "d#o1"})}

    def test_together_outweighs_one_article(self):
        rows = [official("a#o1", "Santrio Gulo"), official("a#o2", "Santrio Gulo")]
        assert len(groups(resolve(rows, together=[{"a#o1", "a#o2"}]))) == 1

    def test_contradiction(self):
        rows = [official(f"{key}#o1", "Santrio Gulo") for key in "abc"]
        with pytest.raises(ContradictoryCorrections, match=r"a#o1 and c#o1"):
            resolve(rows, together=[{"a#o1", "b#o1"}, {"b#o1", "c#o1"}], apart=[("a#o1", "c#o1")])

    def test_unknown_ids_are_told(self):
        rows = [official("a#o1", "Santrio Gulo")]
        assert resolve(rows, together=[{"a#o1", "z#o1"}], apart=[("a#o1", "y#o1")]).unknown_ids == ("y#o1", "z#o1")


NAMES = (
    "Santrio Gulo",
    "S. Gulo",
    "Gulo",
    "Santrio",
    "Santrio Ramli Gulo",
    "Agus Setiawan",
    "Muh. Agus",
    "H. 7",
    "",
    "Gulo Gulo",
)
ROLES = ("regent", "agency_head", "department_head", "bawaslu", "minister", "other")
CODES = ("33", "33.21", "33.25", "00", None)
WILD = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(NAMES) | st.text(min_size=1, max_size=12),
        st.sampled_from(ROLES),
        st.sampled_from(CODES),
        st.none() | st.integers(0, 2000),
        st.lists(st.sampled_from(CODES[:4]), max_size=2),
    ),
    max_size=25,
)


def wild_rows(drawn: list[tuple]) -> list[dict]:
    rows, numbers, by_article = [], {}, {}
    for article, name, role, code, day, codes in drawn:
        numbers[article] = numbers.get(article, 0) + 1
        day, codes = by_article.setdefault(article, (day, codes))
        when = None if day is None else DAY + timedelta(days=day)
        rows.append(
            official(f"a{article}#o{numbers[article]}", name, role, code, day=when, primary_region_codes=codes)
            | {"story_id": f"a{article // 2 * 2}"}
        )
    return rows


@settings(max_examples=25)
@given(WILD, st.randoms())
def test_wild_rows(drawn, random):
    """Each row is one person's, no article names a person twice, and the order of the rows changes nothing."""
    rows = wild_rows(drawn)
    tables = resolve(rows)
    assert tables.official_persons["official_id"].to_pylist() == sorted(row["official_id"] for row in rows)
    for group in groups(tables):
        articles = [official_id.split("#")[0] for official_id in group]
        assert len(articles) == len(set(articles))
    assert all(0 < score <= 1 and reason for score, reason in told(tables).values())
    random.shuffle(rows)
    assert resolve(rows) == tables


@settings(max_examples=15)
@given(WILD)
def test_later_articles_keep_the_ids(drawn):
    """A person whose earlier rows were one person keeps the id, whoever else comes in later."""
    rows = [row for row in wild_rows(drawn) if row["day"] is not None]
    early = [row for row in rows if row["day"] < DAY + timedelta(days=1000)]
    before = {row["official_id"]: row["person_id"] for row in resolve(early).official_persons.to_pylist()}
    after = {row["official_id"]: row["person_id"] for row in resolve(rows).official_persons.to_pylist()}
    members = {group: person for group in groups(resolve(early)) for person in {before[key] for key in group}}
    for group in groups(resolve(rows)):
        known = frozenset(key for key in group if key in before)
        if known in members:
            assert {after[key] for key in group} == {members[known]}


def test_a_role_that_nobody_knows_is_no_silent_loss():
    with pytest.raises(ValueError, match="b#o1"):
        resolve([official("a#o1", "Santrio Gulo"), official("b#o1", "Santrio Gulo", "sultan")])


@pytest.fixture
def con():
    with duckdb.connect() as con:
        create_schema(con)
        yield con


def test_fill_persons(con, make_annotation):
    text = "Camat Santrio Gulo dan Gulo hadir di Blora."
    inputs, annotations = [], []
    for key in ("a", "b"):
        article = Article(key, text, published="2024-09-01")
        mention = Mention("Santrio Gulo", 6, 18)
        person = Official("Santrio Gulo", "district_head", None, "33.16", 0, 18, (mention,))
        regions = [Value("33.16", 37, 42)]
        inputs.append(Input(article))
        annotations.append(make_annotation(article, officials=[person], regions=regions, primary_regions=["33.16"]))
    fill_tables(con, inputs, annotations)
    con.execute("DELETE FROM official_persons; DELETE FROM offices; DELETE FROM named.persons")
    with reading_names(con):
        tables = fill_persons(con)
    assert tables.unknown_ids == ()
    assert con.execute("SELECT name, article_count, is_protected FROM persons").fetchall() == [
        ("Santrio Gulo", 2, True)
    ]
    rows = con.execute("SELECT official_id, score, reason FROM official_persons ORDER BY ALL").fetchall()
    assert rows == [("a#o1", 1.0, "first report"), ("b#o1", 0.98, "same name, same office")]
    assert con.execute("SELECT role, region_code, article_count FROM offices").fetchall() == [
        ("district_head", "33.16", 2)
    ]


def test_every_column_is_explained():
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA named")
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        assert con.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (3,)
        assert con.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall() == []
        assert (
            con.execute("SELECT column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal").fetchall()
            == []
        )


def test_person_id_tells_no_name():
    assert re.fullmatch(r"p-[0-9a-f]{16}", person_id_of("a#o1"))
    first = resolve([official("a#o1", "Santrio Gulo")]).persons["person_id"].to_pylist()
    assert first == resolve([official("a#o1", "Nerudi Lase")]).persons["person_id"].to_pylist()
