"""Whose name is covered in the warehouse, and that it is nowhere to be read there."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pytest

from crawler.items import Article
from nlp.records import Annotation, Measure, Mention, Official, Quote, Sentence, Statement, Violation
from warehouse.load import Input, fill_tables
from warehouse.privacy import cover_names, find_changed, find_protected, reading_names
from warehouse.privacy_leaks import find_leaks
from warehouse.schema import NAMED_TABLES, create_schema

KEY = bytes(32)


def person(name: str) -> str:
    """The person_id of who is first named by this official_id."""
    return "p-" + hashlib.sha256(name.encode()).hexdigest()[:16]


def build(articles: Iterable[tuple[Article, Annotation]], persons: dict[str, str] | None = None) -> Any:
    """A warehouse in memory in which every row of officials is a person of its own, but those that `persons` gives.

    Each article has an older version. Nothing is covered yet as these persons would have it: `protect` does it.
    """
    pairs = list(articles)
    con = duckdb.connect()
    create_schema(con)
    fill_tables(con, [Input(article) for article, _ in pairs], [annotation for _, annotation in pairs])
    con.execute(
        "INSERT INTO named.article_versions BY NAME SELECT article_id, 'old' AS version, 2 AS version_no, "
        "false AS is_newest, title, 'Dulu: ' || text AS text FROM named.articles"
    )
    con.execute("UPDATE official_persons SET person_id = 'p-' || left(sha256(official_id), 16)")
    for official_id, name in (persons or {}).items():
        con.execute("UPDATE official_persons SET person_id = ? WHERE official_id = ?", [person(name), official_id])
    con.execute("DELETE FROM named.persons")
    con.execute(
        "INSERT INTO named.persons BY NAME SELECT person_id, max(name) AS name, count(*) AS article_count, "
        "true AS is_protected FROM named.officials JOIN official_persons USING (official_id) GROUP BY ALL"
    )
    return con


def protect(con: duckdb.DuckDBPyConnection, choices: dict[str, bool] | None = None) -> dict[str, str]:
    pseudonyms = find_protected(con, KEY, choices)
    cover_names(con, pseudonyms)
    return pseudonyms


def found(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[bool, str, int | None]]:
    rows = con.execute("SELECT person_id, is_protected, reason, sentence_no FROM protections").fetchall()
    return {row[0]: row[1:] for row in rows}


def read(key: str, text: str, people: Iterable[tuple[str, str]], **values: Any) -> tuple[Article, Annotation]:
    """An article and its annotation: people are names with roles, items are given by their words."""
    own = {name: values[name] for name in ("url", "title", "tags", "published") if name in values}
    article = Article(key, text, **own)
    sentences, start = [], 0
    for paragraph, line in enumerate(text.split("\n")):
        at = start
        for part in line.split(". "):
            sentences.append(Sentence(at, at + len(part), paragraph))
            at += len(part) + 2
        start += len(line) + 1
    spot = lambda words: (text.index(words), text.index(words) + len(words))  # noqa: E731
    officials = []
    for name, role in people:
        mentions, at = [], text.find(name)
        while at >= 0:
            mentions.append(Mention(name, at, at + len(name)))
            at = text.find(name, at + 1)
        officials.append(Official(name, role, None, None, *spot(name), mentions=tuple(mentions)))
    return article, Annotation(
        key,
        article.version,
        "test",
        "core",
        officials=officials,
        sentences=sentences,
        violations=[Violation("campaigning", status, *spot(words)) for status, words in values.get("conduct", ())],
        measures=[Measure(kind, "taken", actor, *spot(words)) for kind, actor, words in values.get("measures", ())],
        quotes=[Quote(speaker, words, *spot(words)) for speaker, words in values.get("quotes", ())],
        statements=[Statement(speaker, words, *spot(words)) for speaker, words in values.get("statements", ())],
    )


ALLEGED = "Lurah Sarmin Rekaan diduga ikut kampanye di lapangan."


@pytest.mark.parametrize(
    ("text", "role", "values", "expected"),
    [
        (ALLEGED, "village_head", {"conduct": [("alleged", "ikut kampanye")]}, (True, "alleged", 1)),
        (ALLEGED, "asn", {}, (True, "asn", None)),
        (
            "Dua orang diduga ikut kampanye.\nMereka adalah Camat Sarmin Rekaan dan seorang guru.",
            "district_head",
            {"conduct": [("alleged", "ikut kampanye")]},
            (True, "alleged", 1),
        ),
        (ALLEGED, "village_head", {"conduct": [("prohibited", "ikut kampanye")]}, None),
        (ALLEGED, "regent", {"conduct": [("alleged", "ikut kampanye")]}, None),
        (
            ALLEGED + '\n"Warga kami tertib," kata Sarmin Rekaan.',
            "village_head",
            {"conduct": [("alleged", "ikut kampanye")], "quotes": [("Sarmin Rekaan", "Warga kami tertib,")]},
            None,
        ),
        (
            ALLEGED + '\n"Saya hanya lewat," kata Sarmin Rekaan.',
            "village_head",
            {"conduct": [("alleged", "ikut kampanye")], "quotes": [("Sarmin Rekaan", "Saya hanya lewat,")]},
            (True, "alleged", 1),
        ),
        (
            "Bawaslu menyatakan guru Sarmin Rekaan terbukti berkampanye.",
            "asn",
            {"conduct": [("proven", "berkampanye")]},
            (False, "decision", 1),
        ),
        (
            "Seorang warga menyebut guru Sarmin Rekaan terbukti berkampanye.",
            "asn",
            {"conduct": [("proven", "berkampanye")]},
            (True, "asn", None),
        ),
        (
            "Bawaslu menyatakan guru Sarmin Rekaan tidak terbukti berkampanye.",
            "asn",
            {"conduct": [("proven", "berkampanye")]},
            (True, "asn", None),
        ),
        (
            "Guru Sarmin Rekaan hadir. Ia dijatuhi teguran tertulis.",
            "asn",
            {"measures": [("sanction_imposed", "Pemkab Siak", "dijatuhi teguran")]},
            (False, "decision", 2),
        ),
        (
            "Guru Sarmin Rekaan hadir. Ia dijatuhi teguran tertulis.",
            "asn",
            {"measures": [("sanction_imposed", None, "dijatuhi teguran")]},
            (True, "asn", None),
        ),
        (
            "Guru Sarmin Rekaan hadir. Ia akan dijatuhi teguran tertulis.",
            "asn",
            {"measures": [("sanction_imposed", "Pemkab Siak", "dijatuhi teguran")]},
            (True, "asn", None),
        ),
        (
            "Guru Sarmin Rekaan hadir. Ia dijatuhi teguran tertulis. Namun ia diduga ikut kampanye lagi.",
            "asn",
            {
                "measures": [("sanction_imposed", "Pemkab Siak", "dijatuhi teguran")],
                "conduct": [("alleged", "ikut kampanye")],
            },
            (True, "asn", 3),
        ),
        (
            "Hakim: terdakwa terbukti berkampanye.\n"
            "Majelis hakim menjatuhkan pidana percobaan kepada guru Sarmin Rekaan.",
            "asn",
            {"conduct": [("proven", "berkampanye")]},
            (False, "decision", 2),
        ),
        (
            "Hakim: terdakwa terbukti berkampanye.\n"
            "Jaksa minta majelis hakim agar menjatuhkan pidana jika guru Sarmin Rekaan terbukti bersalah.",
            "asn",
            {"conduct": [("proven", "berkampanye")]},
            (True, "asn", None),
        ),
        (
            ALLEGED + " Sarmin Rekaan membantah ikut.",
            "village_head",
            {"conduct": [("alleged", "ikut kampanye")], "statements": [("Sarmin Rekaan", "membantah ikut")]},
            (True, "alleged", 1),
        ),
        (
            ALLEGED + " Sarmin Rekaan mengatakan warga tertib.",
            "village_head",
            {"conduct": [("alleged", "ikut kampanye")], "statements": [("Sarmin Rekaan", "warga tertib")]},
            None,
        ),
        (
            "Guru Sarmin Rekaan hadir.\nBawaslu: dua lurah dijatuhi teguran tertulis.",
            "asn",
            {"measures": [("sanction_imposed", "Pemkab Siak", "dijatuhi teguran")]},
            (True, "asn", None),
        ),
    ],
)
def test_who_is_protected(text, role, values, expected):
    con = build([read("a", text, [("Sarmin Rekaan", role)], **values)])
    find_protected(con, KEY)
    assert found(con).get(person("a#o1")) == expected


def test_a_finding_on_one_names_no_other():
    text = "Bawaslu menyatakan satu guru terbukti berkampanye. Guru Sarmin Rekaan dan Lurah Ujang Karangan hadir."
    people = [("Sarmin Rekaan", "asn"), ("Ujang Karangan", "asn")]
    con = build([read("a", text, people, conduct=[("proven", "berkampanye")])])
    find_protected(con, KEY)
    assert {key: row[0] for key, row in found(con).items()} == {person("a#o1"): True, person("a#o2"): True}


def test_an_office_anywhere_names_the_person_everywhere_and_a_choice_wins():
    articles = [
        read("a", "Guru Sarmin Rekaan hadir.", [("Sarmin Rekaan", "asn")]),
        read("b", "Kepala Dinas Sarmin Rekaan membuka rapat.", [("Sarmin Rekaan", "department_head")]),
    ]
    con = build(articles, {"a#o1": "p", "b#o1": "p"})
    find_protected(con, KEY)
    assert found(con) == {person("p"): (False, "office", None)}
    find_protected(con, KEY, {"a#o1": True})
    assert found(con) == {person("p"): (True, "correction", None)}
    assert con.execute("SELECT is_protected, pseudonym LIKE 'ASN %' FROM named.persons").fetchall() == [(True, True)]
    find_protected(con, KEY)
    assert con.execute("SELECT is_protected, pseudonym FROM named.persons").fetchall() == [(False, None)]


STORY = (
    "SARMIN REKAAN diduga ikut kampanye. Guru Sarmin Rekaan, atau Sarmin, memakai 😀 stiker.\n"
    'Menurut Bupati Indah Permata, "Sarmin Rekaan sudah dipanggil," di Jalan Rekaan. '
    "Sar\u00admin membantah #SarminRekaan ikut rapat @sarmin."
)


@pytest.fixture
def story() -> Iterator[duckdb.DuckDBPyConnection]:
    article, annotation = read(
        "a",
        STORY,
        [("Sarmin Rekaan", "asn"), ("Indah Permata", "regent")],
        conduct=[("alleged", "ikut kampanye")],
        quotes=[("Indah Permata", "Sarmin Rekaan sudah dipanggil,")],
        statements=[("Sarmin Rekaan", "#SarminRekaan ikut rapat")],
        title="Guru Sarmin Diduga Kampanye",
        url="https://warta.example/2024/guru-sarmin-rekaan-diduga-kampanye",
        tags=("sarmin rekaan", "netralitas"),
        published="2024-10-01",
    )
    copy = read("b", STORY, [("Indah Permata", "regent")], title="Salinan: Sarmin Rekaan", published="2024-10-02")
    other = read("c", "Hal lain: Sarmin menang lomba masak di desa.", [])
    con = build([(article, annotation), copy, other])
    con.execute(
        "INSERT INTO named.corrections VALUES ('k-1', 'fix', 'a', 'official \"Sarmin Rekaan\"', 'name', 'Sarmin', "
        "'Sarmin Rekaan', 'redaksi', DATE '2024-11-05', 'Nama Sarmin Rekaan keliru', NULL, true, NULL"
        ", NULL, NULL, NULL, NULL, NULL, NULL)"
    )
    protect(con)
    yield con
    con.close()


def cells(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Everything that schema main shows, as one text per column."""
    listed = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal"
    return {
        f"{table}.{column}": con.execute(
            f"SELECT coalesce(string_agg(\"{column}\"::VARCHAR, chr(10)), '') FROM main.{table}"
        ).fetchone()[0]
        for table, column in con.execute(listed + " AND database_name = 'memory'").fetchall()
    }


def test_the_name_is_nowhere_in_main(story):
    shown = cells(story)
    assert len(shown) > 150
    in_other_story = shown["articles.text"].count("Sarmin")
    assert in_other_story == 1, "the story of another Sarmin stays as it is"
    story.execute("DELETE FROM named.articles WHERE article_id = 'c'")
    story.execute("DELETE FROM named.article_versions WHERE article_id = 'c'")
    places = {key for key, text in cells(story).items() if "sarmin" in text.casefold().replace("\u00ad", "")}
    assert places == set()
    rest = {key for key, text in cells(story).items() if "rekaan" in text.casefold()}
    assert rest <= {
        "articles.text",
        "article_versions.text",
        "evidence.sentence",
        "evidence_by_region_election.sentence",
        "sentence_texts.text",
    }


def test_a_build_covers_by_itself():
    """With persons as they are resolved, in the tables of cases too."""
    text = "Guru Sarmin Rekaan diduga ikut kampanye.\nBawaslu memanggil guru Sarmin Rekaan di Batam."
    people = [("Sarmin Rekaan", "asn")]
    first = read("a", text, people, conduct=[("alleged", "ikut kampanye")], title="Guru Sarmin Rekaan dipanggil")
    second = read("b", "Rapat dihadiri guru Sarmin Rekaan kemarin.", people, url="https://w.example/sarmin-rekaan")
    with duckdb.connect() as con:
        create_schema(con)
        fill_tables(con, [Input(first[0]), Input(second[0])], [first[1], second[1]])
        assert con.execute("SELECT count(*) FROM cases").fetchone() == (1,)
        shown = cells(con)
        assert {key for key, words in shown.items() if "sarmin" in words.casefold()} == set()
        assert {key for key, words in shown.items() if "rekaan" in words.casefold()} == set()
        assert "ASN " in shown["officials.name"]
        assert find_leaks(con) == []
        with reading_names(con):
            assert con.execute("SELECT count(*) FROM articles WHERE contains(text, 'Sarmin Rekaan')").fetchone() == (2,)


def test_offsets_hold_and_blocks_stand_where_the_name_was(story):
    lengths = "SELECT length(m.text) = length(n.text) FROM articles AS m JOIN named.articles AS n USING (article_id)"
    assert set(story.execute(lengths).fetchall()) == {(True,)}
    words = "SELECT substring(a.text, m.start_char + 1, m.end_char - m.start_char), m.text FROM mentions AS m "
    words += "JOIN articles AS a USING (article_id) WHERE m.official_id = 'a#o1'"
    assert set(story.execute(words).fetchall()) == {("█" * 13, "█" * 13)}
    assert story.execute("SELECT text FROM articles WHERE article_id = 'a'").fetchone() == (
        "█████████████ diduga ikut kampanye. Guru █████████████, atau ██████, memakai 😀 stiker.\n"
        'Menurut Bupati Indah Permata, "█████████████ sudah dipanggil," di Jalan Rekaan. '
        "███████ membantah #████████████ ikut rapat @██████.",
    )


def test_titles_addresses_tags_quotes_and_copies(story):
    [row] = story.execute("SELECT title, url, tags, display_title FROM articles WHERE article_id = 'a'").fetchall()
    assert row == (
        "Guru ██████ Diduga Kampanye",
        "https://warta.example/2024/guru-█████████████-diduga-kampanye",
        ["█████████████", "netralitas"],
        "Guru ██████ Diduga Kampanye",
    )
    assert story.execute("SELECT title FROM articles WHERE article_id = 'b'").fetchone() == ("Salinan: " + "█" * 13,)
    assert story.execute("SELECT speaker, text FROM quotes").fetchall() == [
        ("Indah Permata", "█████████████ sudah dipanggil,")
    ]
    [(speaker, said)] = story.execute("SELECT speaker, text FROM statements").fetchall()
    assert speaker.startswith("ASN ")
    assert said == "#████████████ ikut rapat"
    assert story.execute("SELECT name FROM officials WHERE official_id = 'a#o1'").fetchone() == (speaker,)
    assert story.execute("SELECT name FROM persons WHERE is_protected").fetchall() == [(speaker,)]


def test_those_entitled_read_everything(story):
    with reading_names(story):
        assert story.execute("SELECT text FROM articles WHERE article_id = 'a'").fetchone() == (STORY,)
        assert story.execute("SELECT name FROM officials WHERE official_id = 'a#o1'").fetchone() == ("Sarmin Rekaan",)
        assert story.execute("SELECT target FROM corrections").fetchone() == ('official "Sarmin Rekaan"',)
    assert story.execute("SELECT target FROM corrections").fetchone() == ('official "█████████████"',)


def test_the_check_finds_no_leak_and_finds_one_that_is_made(story):
    assert find_leaks(story) == []
    story.execute("CREATE TABLE notes AS SELECT 'a' AS article_id, 'tentang sarmin rekaan' AS note")
    story.execute("CREATE TABLE slugs AS SELECT ['x', 'sarmin-rekaan'] AS tags")
    assert [(leak.table, leak.column, leak.article_id) for leak in find_leaks(story)] == [
        ("notes", "note", "a"),
        ("slugs", "tags", None),
    ]


def test_covering_what_changed_gives_what_covering_all_gives():
    articles = [
        read("a", "Guru Sarmin Rekaan hadir.", [("Sarmin Rekaan", "asn")], title="Sarmin Rekaan"),
        read("b", "Guru S. Rekaan dan Sarmin Rekaan hadir di rapat besar.", [("S. Rekaan", "asn")]),
        read("c", "Kepala Dinas Ujang Karangan.", [("Ujang Karangan", "department_head")]),
        read("d", "Guru Ujang Karangan hadir.", [("Ujang Karangan", "asn")]),
    ]
    persons = {"a#o1": "p", "b#o1": "p", "c#o1": "q", "d#o1": "q"}
    tables = [f"FROM named.{table} ORDER BY ALL" for table in NAMED_TABLES]
    whole, part = build(articles, persons), build(articles, persons)
    cover_names(whole, find_protected(whole, KEY))
    # As if b and c had not been there: then nothing but a and d is covered, and d's person is protected.
    for table in ("officials", "articles", "article_versions"):
        part.execute(f"CREATE TABLE held_{table} AS FROM named.{table} WHERE article_id IN ('b', 'c')")
        part.execute(f"DELETE FROM named.{table} WHERE article_id IN ('b', 'c')")
    before = find_protected(part, KEY)
    assert set(before) == {person("p"), person("q")}
    cover_names(part, before)
    for table in ("officials", "articles", "article_versions"):
        part.execute(f"INSERT INTO named.{table} BY NAME FROM held_{table}")
    after = find_protected(part, KEY)
    changed = find_changed(part, before, after, ["b", "c"])
    assert changed == {"a", "b", "c", "d"}
    cover_names(part, after, changed)
    for table in tables:
        assert part.execute(table).fetchall() == whole.execute(table).fetchall()
    assert find_changed(part, after, after, ["c"]) == {"c"}


def test_doing_it_again_gives_the_same(story):
    tables = ("protections", "named.masked_spans", "named.persons", "named.articles", "named.mentions", "named.quotes")
    before = [sorted(map(repr, story.execute(f"FROM {table}").fetchall())) for table in tables]
    path = story.execute("SELECT current_setting('search_path')").fetchone()
    cover_names(story, find_protected(story, KEY))
    assert [sorted(map(repr, story.execute(f"FROM {table}").fetchall())) for table in tables] == before
    assert story.execute("SELECT current_setting('search_path')").fetchone() == path
