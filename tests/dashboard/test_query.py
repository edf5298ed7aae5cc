"""SQL of readers: what does not only read is refused, what takes too much is stopped, what it answers is told truly."""

import csv
import io
import json
import threading
from urllib.parse import urlencode

import plotly.utils
import pytest

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.query import recipes
from dashboard.components.request import Request, View
from dashboard.figures.answer import KINDS, MOST_BARS, answer_chart, chart_height
from dashboard.i18n import texts
from dashboard.pages import query
from dashboard.routes import build_view
from warehouse import page_query
from warehouse.connection import WarehouseUnavailable, connect
from warehouse.page_query import REASONS, Answer, QueryRefused, run
from warehouse.page_query_run import answer, judge, plain_value

REFUSED = [
    ("", "empty"),
    ("-- hanya komentar", "empty"),
    ("SELECT 1; SELECT 2", "several"),
    ("SELEC 1", "syntax"),
    ("ATTACH 'x.db'", "not_select"),
    ("COPY articles TO '/tmp/x.csv'", "not_select"),
    ("COPY (SELECT 1) TO '/tmp/x.csv'", "not_select"),
    ("EXPORT DATABASE '/tmp/x'", "not_select"),
    ("PRAGMA database_list", "not_select"),
    ("CALL pragma_version()", "not_select"),
    ("SET threads = 4", "not_select"),
    ("RESET memory_limit", "not_select"),
    ("INSTALL httpfs", "not_select"),
    ("LOAD httpfs", "not_select"),
    ("DELETE FROM articles", "not_select"),
    ("CREATE TABLE x AS SELECT 1", "not_select"),
    ("DROP VIEW articles", "not_select"),
    ("PREPARE v AS SELECT 1", "not_select"),
    ("EXPLAIN ANALYZE FROM articles", "not_select"),
    ("SUMMARIZE named.persons", "not_select"),
    ("DESCRIBE articles", "not_select"),
    ("SELECT stats(name) FROM persons", "not_select"),
    ("USE named", "not_select"),
    ("FROM named.persons", "schema"),
    ('FROM "NAMED"."persons"', "schema"),
    ("FROM warehouse.named.persons", "schema"),
    ("SELECT (SELECT any_value(name) FROM named.persons)", "schema"),
    ("WITH x AS (SELECT 1) SELECT * FROM x WHERE EXISTS (FROM named.officials)", "schema"),
    ("FROM memory.main.x", "schema"),
    ("FROM information_schema.tables", "schema"),
    ("FROM duckdb_settings", "table"),
    ("FROM pragma_database_list", "table"),
    ("FROM sqlite_master", "table"),
    ("FROM artikel", "table"),
    ("SELECT * FROM (WITH con AS (SELECT 1) FROM con), con", "failed"),
    ("FROM '/etc/passwd'", "file"),
    ("FROM 'articles.parquet'", "file"),
    ("FROM 'https://example.org/x.csv'", "file"),
    ("SELECT * FROM read_csv('/etc/passwd')", "function"),
    ("SELECT * FROM read_text('/etc/passwd')", "function"),
    ("SELECT * FROM glob('/*')", "function"),
    ("SELECT * FROM duckdb_settings()", "function"),
    ("SELECT * FROM query('FROM named.persons')", "function"),
    ("SELECT * FROM query_table('persons')", "function"),
    ("SELECT * FROM histogram_values('named.persons', name)", "function"),
    ("SELECT getenv('HOME')", "function"),
    ("SELECT GETENV('HOME')", "function"),
    ("SELECT current_setting('home_directory')", "function"),
    ("SELECT getvariable('x')", "function"),
    ("SELECT foo FROM articles", "column"),
    ("SELECT 'a'::INTEGER", "failed"),
]


@pytest.fixture(scope="module")
def client(gold_dir):
    return create_app(gold_dir).server.test_client()


@pytest.fixture(scope="module")
def path(warehouse):
    return warehouse.path


def request_for(warehouse, sql: str, *, lang: str = "id", phone: bool = False, **more: str) -> Request:
    search = "?" + urlencode({"sql": sql, "lang": lang, **more})
    return Request(parse_address("/query", search), View(is_phone=phone), warehouse)


def words_of(view: object) -> str:
    return json.dumps(view, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def ask_here(path, sql: str, rows: int = 100) -> dict:
    """The same without a process of its own."""
    return answer({"path": str(path), "sql": sql, "rows": rows, "characters": 10**6})


@pytest.mark.parametrize(("sql", "reason"), REFUSED)
def test_what_does_not_only_read_is_refused(path, sql, reason):
    with pytest.raises(QueryRefused) as refused:
        ask_here(path, sql)
    assert refused.value.reason == reason
    assert reason in REASONS


def test_refusals_name_what_may_have_been_meant(path):
    with pytest.raises(QueryRefused) as refused:
        ask_here(path, "FROM artikel")
    assert "articles" in refused.value.near
    with pytest.raises(QueryRefused) as refused:
        ask_here(path, "SELECT article_ids FROM articles")
    assert (refused.value.name, "article_id" in refused.value.near) == ("article_ids", True)


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_every_example_is_passed_by_the_judge(path, recipe):
    with connect(path) as con:
        judge(con, recipe.sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "FROM articles SELECT count(*)",
        "WITH x AS (FROM main.articles) SELECT count(*) FROM X",
        "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) FROM r",
        "SELECT * FROM range(3), unnest([1, 2]) AS u",
        "FROM warehouse.main.persons LIMIT 1;",
        "SELECT count(*) FROM articles ANTI JOIN quotes USING (article_id)",
        "SELECT role, list(name ORDER BY name) FROM officials GROUP BY role ORDER BY role",
    ],
)
def test_what_reads_is_answered_as_by_plain_sql(path, sql):
    with connect(path) as con:
        expected = [[plain_value(value) for value in row] for row in con.execute(sql).fetchall()]
    found = ask_here(path, sql, rows=100)
    assert sorted(map(str, found["rows"])) == sorted(map(str, expected[:100]))
    assert not found["is_cut"]


def test_names_are_covered(path, warehouse):
    with warehouse.cursor() as con:
        hidden = [name for (name,) in con.execute("SELECT name FROM named.persons WHERE is_protected").fetchall()]
        shown = {name for (name,) in con.execute("SELECT name FROM persons").fetchall()}
    found = run(path, "SELECT name FROM persons UNION ALL SELECT name FROM officials", limit_rows=5_000)
    names = {name for (name,) in found.rows}
    assert len(hidden) > 5
    assert not names & (set(hidden) - shown)


@pytest.mark.parametrize(
    ("sql", "reasons"),
    [
        (
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
            {"time", "memory"},
        ),
        ("SELECT count(*) FROM articles a, articles b, articles c, articles d, articles e", {"time"}),
        ("SELECT repeat('x', 900000000) FROM range(5)", {"memory", "time"}),
        ("SELECT range(300000000)", {"memory", "time"}),
        ("SELECT list_resize([1], 300000000)", {"memory", "time"}),
        ("SELECT list(range) FROM range(1000000000)", {"memory", "time"}),
    ],
)
def test_what_takes_too_much_is_stopped(path, sql, reasons):
    with pytest.raises(QueryRefused) as refused:
        run(path, sql, limit_seconds=4)
    assert refused.value.reason in reasons


def test_a_slow_statement_does_not_hold_up_the_pages(path, warehouse):
    def ask_slowly() -> None:
        with pytest.raises(QueryRefused):
            run(path, "SELECT count(*) FROM range(10000000000000)", limit_seconds=6)

    slow = threading.Thread(target=ask_slowly)
    slow.start()
    try:
        with warehouse.cursor() as con:
            assert con.execute("SELECT count(*) FROM articles").fetchone()[0] > 0
        assert slow.is_alive()
        assert run(path, "SELECT 1").rows == [[1]]
    finally:
        slow.join()


def test_too_many_at_once_wait_and_are_told(path, monkeypatch):
    monkeypatch.setattr(page_query, "_SLOTS", threading.BoundedSemaphore(1))
    page_query._SLOTS.acquire()
    with pytest.raises(QueryRefused) as refused:
        run(path, "SELECT 1", limit_seconds=0.01)
    assert refused.value.reason == "busy"
    page_query._SLOTS.release()


def test_rows_are_limited_and_said_so(path):
    found = run(path, "FROM range(5000)", limit_rows=1000)
    assert (len(found.rows), found.is_cut) == (1000, True)
    found = run(path, "SELECT repeat('x', 1000) FROM range(5000)", limit_characters=50_000)
    assert found.is_cut
    assert len(found.rows) < 1000
    assert not run(path, "FROM range(1000)", limit_rows=1000).is_cut


def test_no_warehouse(tmp_path):
    with pytest.raises(WarehouseUnavailable):
        run(tmp_path / "netralitas.duckdb", "SELECT 1")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_reason_and_topic_has_words(lang):
    assert {key.rpartition(".")[2] for key in texts(lang) if key.startswith("query.error.")} == set(REASONS)
    topics = {recipe.topic.lower().replace(" ", "_") for recipe in recipes()}
    assert topics <= {key.rpartition(".")[2] for key in texts(lang) if key.startswith("query.topic.")}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_page_with_an_answer(warehouse, lang):
    sql = "SELECT article_id, report_date, word_count FROM articles ORDER BY article_id LIMIT 3"
    view, title = build_view(request_for(warehouse, sql, lang=lang))
    words = words_of(view)
    with warehouse.cursor() as con:
        ids = [row[0] for row in con.execute(sql).fetchall()]
    assert "netralitas" in title
    assert all(f'"href_c0": "/articles/{one}' in words for one in ids)
    assert "/download/query.csv?sql=" in words
    assert "answer_chart-figure" in words


@pytest.mark.parametrize(("sql", "lang", "part"), [
    ("FROM artikel", "id", "Tidak ada tabel atau tampilan bernama artikel. Yang mirip: articles"),
    ("FROM artikel", "en", "There is no table or view named artikel. Alike: articles"),
    ("FROM named.persons", "en", "not named.persons"),
    ("SELEC 1", "id", "Parser Error"),
    ("SELECT * FROM articles WHERE false", "en", "no row fits"),
])  # fmt: skip
def test_page_without_an_answer_says_what_to_do(warehouse, sql, lang, part):
    assert part in words_of(query.content(request_for(warehouse, sql, lang=lang)))


def test_every_table_is_listed_with_its_columns(warehouse):
    words = words_of(query.content(request_for(warehouse, "")))
    with warehouse.cursor() as con:
        rows = con.execute("SELECT name, column_name FROM data_dictionary").fetchall()
        listed = page_query.schema_table(con)
    assert set(zip(listed["name"], listed["column_name"], strict=True)) == {row for row in rows if row[1]}
    assert all(f'"{name}"' in words for name, _ in rows)


def test_an_example_tells_how_to_read_it(warehouse):
    recipe = next(recipe for recipe in recipes() if recipe.name == "who_speaks")
    words = words_of(query.content(request_for(warehouse, recipe.sql)))
    assert recipe.pertanyaan in words
    assert json.dumps(recipe.read, ensure_ascii=False) in words


def test_file_is_the_whole_answer(client, warehouse):
    sql = "SELECT role, count(*) AS n, list(DISTINCT acting) AS held FROM officials GROUP BY role ORDER BY role"
    got = client.get("/download/query.csv?" + urlencode({"sql": sql}))
    text = got.get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO("".join(part for part in text.splitlines(keepends=True) if part[0] != "#"))))
    with warehouse.cursor() as con:
        expected = con.execute(sql).fetchall()
    assert [(row["role"], int(row["n"])) for row in rows] == [row[:2] for row in expected]
    assert f"# SQL: {sql}" in text
    assert "DATA PERAGA" in text


def test_file_of_many_rows_and_of_a_cut_answer(client, monkeypatch):
    many = client.get("/download/query.csv?" + urlencode({"sql": "FROM range(2500)"})).get_data(as_text=True)
    assert sum(not line.startswith("#") for line in many.splitlines()) == 2501
    monkeypatch.setattr(page_query, "FILE_ROWS", 10)
    cut = client.get("/download/query.csv?" + urlencode({"sql": "FROM range(30)", "lang": "en"})).get_data(as_text=True)
    assert "# Only the first 10 rows" in cut


def test_file_of_a_refused_statement_says_why(client):
    got = client.get("/download/query.csv?" + urlencode({"sql": "ATTACH 'x.db'", "lang": "en"}))
    assert (got.status_code, got.mimetype) == (400, "text/plain")
    assert "Only statements that read" in got.get_data(as_text=True)
    assert client.get("/download/query.csv").status_code == 400


def found(names, types, rows) -> Answer:
    return Answer(tuple(names), tuple(types), rows, False, 0.1)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, (0, 1, "line")),
        ({"show": "bar"}, (0, 1, "bar")),
        ({"show": "pie", "per": "3", "of": "2"}, (1, 2, "bar")),
        ({"per": "1", "of": "99"}, (0, 1, "line")),
    ],
)
def test_axes_of_the_chart(warehouse, more, expected):
    table = found(["day", "n", "m"], ["DATE", "BIGINT", "DECIMAL(3,1)"], [["2024-01-01", 1, 2.5], ["2024-01-02", 3, 4]])
    assert query.axes(request_for(warehouse, "x", **more), table) == expected


def test_no_chart_without_numbers_or_of_one_row(warehouse):
    request = request_for(warehouse, "x")
    assert query.axes(request, found(["a", "b"], ["VARCHAR", "VARCHAR"], [["x", "y"]] * 2)) is None
    assert query.axes(request, found(["a", "n"], ["VARCHAR", "BIGINT"], [["x", 1]])) is None
    assert query.axes(request, found(["n"], ["BIGINT"], [[1], [2]])) is None


@pytest.mark.parametrize("kind", KINDS)
def test_chart_draws_every_row_as_it_stands(kind):
    rows = [("<b>Riau</b>", 3), ("Riau", 4), ("Riau", None), ("Aceh", 0.5)]
    figure = answer_chart(rows, kind, "x", "y", "light", "id")
    values = list(figure.data[0].x if kind == "bar" else figure.data[0].y)
    assert values == [3, 4, 0.5]
    assert "&lt;b&gt;" in figure.data[0].hovertext[0]
    many = [(str(place), place) for place in range(100)]
    drawn = answer_chart(many, kind, "x", "y", "dark", "en").data[0]
    assert len(drawn.y) == (MOST_BARS if kind == "bar" else 100)
    assert chart_height(100, kind) < 1_000


def test_unknown_chart():
    with pytest.raises(ValueError, match="pie"):
        answer_chart([], "pie", "x", "y", "light", "id")


def test_long_and_strange_cells(warehouse):
    table = found(["article_id", "text", "n", "tags"], ["VARCHAR", "VARCHAR", "HUGEINT", "VARCHAR[]"],
                  [["a/../b?c#d", "x" * 5_000, 10**30, ["a", "b"]], [None, "<script>", None, None]])  # fmt: skip
    request = request_for(warehouse, "x")
    rows = query.cells(request, table)
    assert rows[0]["href_c0"] == "/articles/a%2F..%2Fb%3Fc%23d"
    assert len(rows[0]["c1"]) == query.CELL
    assert (rows[0]["c3"], rows[1]["c0"], rows[1]["c1"]) == ("a, b", None, "<script>")
    assert [column["headerName"] for column in query.columns(request, table)] == list(table.names)
