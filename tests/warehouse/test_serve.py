import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.covered_warehouse import COVERED, build_covered_warehouse
from warehouse.connection import warehouse_path
from warehouse.serve import ServeRefused, Service, extension_file, served

ROOT = Path(__file__).parents[2]
TOKEN = "kunci-uji-yang-panjang"
needs_httpfs = pytest.mark.skipif(
    not any((Path(folder) / "duckdb_extension_httpfs").is_dir() for folder in sys.path),
    reason="the package duckdb-extension-httpfs is not installed: the remote protocol does not run without it",
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


CLIENT = """
import sys, duckdb
con = duckdb.connect(config={"autoinstall_known_extensions": False})
for file in sys.argv[1:3]:
    con.execute(f"LOAD '{file}'")
for sql in sys.argv[3:]:
    try:
        print(con.execute(sql).fetchall())
    except duckdb.Error as error:
        print("refused:", str(error).replace("\\n", " "))
"""


def another_process(*statements: str) -> list[str]:
    """What a second DuckDB process gets for each statement."""
    files = [str(extension_file("httpfs")), str(extension_file("quack"))]
    command = [sys.executable, "-c", CLIENT, *files, *statements]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()


def remote(uri: str, sql: str, token: str = TOKEN) -> str:
    return f"FROM quack_query('{uri}', $q${sql}$q$, token := '{token}')"


@pytest.fixture(scope="module")
def service(built_once: Path) -> Iterator[Service]:
    found = Service(warehouse_path(built_once), "127.0.0.1", free_port(), 60)
    with served(found, TOKEN):
        yield found


@needs_httpfs
def test_another_duckdb_reads(service):
    answers = another_process(
        remote(service.uri, "SELECT type, count(*) FROM evidence WHERE kind = 'measure' GROUP BY ALL ORDER BY ALL"),
        remote(
            service.uri,
            "SELECT a.article_id, p.province_name FROM articles a JOIN article_provinces p USING (article_id)",
        ),
        remote(
            service.uri, "SELECT count(*) > 10 FROM data_dictionary WHERE name = 'articles' AND comment IS NOT NULL"
        ),
        remote(service.uri, "WITH one AS (SELECT 1 AS n) SELECT n FROM one"),
        remote(service.uri, "SELECT count(*) > 10 FROM (DESCRIBE articles)"),
        remote(service.uri, "SELECT count(*) FROM (SUMMARIZE SELECT article_id FROM articles)"),
        remote(service.uri, "SELECT count(*) > 20 FROM (SHOW TABLES)"),
        remote(service.uri, "SELECT 'read_text' AS word WHERE 'quack_stop()' <> ''"),
    )
    assert answers == [
        "[('circular', 1), ('monitoring', 1)]",
        "[('a-1', 'Kepulauan Riau')]",
        "[(True,)]",
        "[(1,)]",
        "[(True,)]",
        "[(1,)]",
        "[(True,)]",
        "[('read_text',)]",
    ]


@needs_httpfs
def test_without_the_token_nothing(service):
    (answer,) = another_process(remote(service.uri, "SELECT 1", "kunci-yang-salah-sekali"))
    assert answer.startswith("refused:")
    assert "Authentication failed" in answer


@needs_httpfs
@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM articles", "DELETE FROM warehouse.main.articles", "UPDATE warehouse.main.articles SET text = ''"],
        ["INSERT INTO warehouse.main.provinces VALUES ('99', 'x')", "DROP TABLE warehouse.main.quotes"],
        ["CREATE TABLE mine (a INTEGER)", "CREATE TEMP TABLE mine AS SELECT 1", "SELECT 1; DELETE FROM articles"],
        [
            "SELECT * FROM read_text('/etc/hostname')",
            "FROM '/etc/passwd'",
            "FROM glob('/*')",
            "FROM read_csv('/etc/passwd')",
        ],
        ["COPY articles TO '{folder}/out.csv'", "EXPORT DATABASE '{folder}/out'", "ATTACH '{folder}/o.duckdb'"],
        ["ATTACH ':memory:' AS mine", "DETACH warehouse", "CHECKPOINT", "PRAGMA database_list"],
        ["SET memory_limit = '9GB'", "RESET lock_configuration", "INSTALL httpfs", "LOAD httpfs"],
        [
            "SET GLOBAL quack_authorization_function = 'quack_nop_authorization'",
            "CREATE SECRET (TYPE quack, TOKEN 'abcdef')",
        ],
        [
            "CALL quack_serve('quack:127.0.0.1:0', token := 'abcdef')",
            "FROM QUACK_serve('quack:127.0.0.1', token := 'abcdef')",
        ],
        [
            "FROM \"quack_stop\"('x')",
            "SELECT (SELECT count(*) FROM quack_server_list())",
            "FROM quack_active_connections()",
        ],
        ["FROM quack_query('quack:127.0.0.1:9', 'SELECT 1', token := 'abcdef')", "FROM/**/quack_clear_cache()"],
        ["FROM query('SELECT 1')", "FROM query_table(['articles'])", "FROM json_execute_serialized_sql('{{}}')"],
        ["PIVOT articles ON relevance USING count(*)", "EXPLAIN SELECT 1", "PREPARE mine AS SELECT 1", "USE temp"],
        ["SELECT * FROM 'http://127.0.0.1:9/x.parquet'", "FROM enable_logging()", "FROM duckdb_secrets()"],
    ],
)
def test_nothing_else(service, tmp_path, statements):
    answers = another_process(*(remote(service.uri, sql.format(folder=tmp_path)) for sql in statements))
    assert [answer[:8] for answer in answers] == ["refused:"] * len(statements), answers
    assert not list(tmp_path.iterdir())


NAMES_ASKED = [
    "SELECT name FROM warehouse.named.persons",
    'FROM warehouse."NAMED".persons',
    "TABLE warehouse.named.persons",
    "SUMMARIZE warehouse.named.persons",
    "SELECT (SELECT max(name) FROM /* */ warehouse . named . persons)",
    "WITH a AS (FROM warehouse.named.persons) FROM a",
    "SELECT * FROM articles, warehouse.named.persons",
    "SELECT warehouse.named.persons.name FROM warehouse.named.persons",
    "SELECT 1 WHERE 'a' IN (SELECT name FROM warehouse.named.persons) OR true",
    "SELECT list(name) FILTER (WHERE EXISTS (FROM warehouse.named.persons)) FROM persons",
    "VALUES ((SELECT max(name) FROM warehouse.named.persons))",
    "SELECT name FROM officials UNION ALL SELECT name FROM warehouse.named.officials",
    "SELECT name FROM officials_with_region UNION ALL FROM (SELECT name FROM warehouse.named.officials_with_region)",
    "SELECT words FROM warehouse.named.evidence",
    "SHOW TABLES FROM warehouse.named",
    "DESCRIBE warehouse.named.persons",
]
# Refused with names and without: they take a table's name as text, or look under the views that cover names.
NEVER = [
    "FROM pragma_storage_info('warehouse.named.persons')",
    "FROM pragma_table_info('warehouse.named.persons')",
    "FROM query_table('warehouse.named.persons')",
    "FROM query('FROM warehouse.named.persons')",
    "FROM histogram('warehouse.named.persons', name)",
    "FROM histogram_values('warehouse.named.persons', name)",
    "FROM duckdb_table_sample('warehouse.named.persons')",
    "SELECT stats(name) FROM persons",
    'SELECT "STATS"(text) FROM articles',
    "SELECT json_serialize_plan('SELECT max(name) FROM warehouse.named.persons', optimize := true)",
    "FROM 'warehouse.named.persons'",
    "SET search_path = 'warehouse.named'",
    "USE warehouse.named",
]
BARE = ["SELECT name FROM persons", "SELECT name FROM officials_with_region", "SELECT text FROM articles"]


@needs_httpfs
@pytest.mark.parametrize("with_names", [False, True])
def test_names_only_when_said(tmp_path, with_names):
    path = warehouse_path(build_covered_warehouse(tmp_path))
    found = Service(path, "127.0.0.1", free_port(), 60, with_names=with_names)
    attach = [f"ATTACH '{found.uri}' AS remote (TOKEN '{TOKEN}')"]
    attached = ["SELECT name FROM remote.persons", "FROM remote.query('SELECT name FROM persons')"]
    with served(found, TOKEN) as con:
        answers = another_process(*(remote(found.uri, sql) for sql in [*NAMES_ASKED, *NEVER, *BARE]))
        _, *over_attach = another_process(*attach, *attached, "SELECT name FROM remote.named.persons")
        judged = [con.execute("SELECT quack_may_read('', ?)", [sql]).fetchone() for sql in NAMES_ASKED]
    asked, never = answers[: len(NAMES_ASKED)], answers[len(NAMES_ASKED) : -len(BARE)]
    assert [answer.startswith("refused:") for answer in asked] == [not with_names] * len(NAMES_ASKED), asked
    assert judged == [(with_names,)] * len(NAMES_ASKED)
    assert [answer[:8] for answer in never] == ["refused:"] * len(NEVER), never
    assert not any(COVERED in answer for answer in never)
    bare = answers[-len(BARE) :]
    assert [COVERED in answer for answer in bare + over_attach] == [with_names] * (len(BARE) + 3), bare + over_attach
    assert not any(answer.startswith("refused:") for answer in bare + over_attach)


@needs_httpfs
def test_attach_reads_tables_and_views(service):
    """As R or DBeaver would: the warehouse as it was built, every table and view of it."""
    answers = another_process(
        f"ATTACH '{service.uri}' AS remote (TOKEN '{TOKEN}')",
        "SELECT article_id FROM remote.articles",
        "SELECT count(*) FROM remote.evidence WHERE kind = 'measure'",
        "FROM remote.query('SELECT count(*) FROM measures JOIN articles USING (article_id)')",
        "INSERT INTO remote.provinces VALUES ('99', 'x')",
        "CREATE TABLE remote.mine (a INTEGER)",
        "DROP VIEW remote.articles",
    )
    assert answers[:4] == ["[]", "[('a-1',)]", "[(2,)]", "[(2,)]"]
    assert [answer[:8] for answer in answers[4:]] == ["refused:"] * 3, answers


@needs_httpfs
def test_attach_reads_everything(service):
    (listed,) = another_process(
        remote(service.uri, "SELECT string_agg(DISTINCT name, ' ' ORDER BY name) FROM data_dictionary")
    )
    names = listed.removeprefix("[('").removesuffix("',)]").split()
    assert {"articles", "cases", "case_evidence", "reconciliation", "persons", "search_postings"} <= set(names)
    counts = another_process(
        f"ATTACH '{service.uri}' AS remote (TOKEN '{TOKEN}')",
        *(f"SELECT count(*) FROM remote.{name}" for name in names),
    )[1:]
    over_query = another_process(*(remote(service.uri, f"SELECT count(*) FROM {name}") for name in names))
    assert len(counts) == len(names)
    assert counts == over_query
    assert not any(answer.startswith("refused:") for answer in counts), dict(zip(names, counts, strict=True))


@needs_httpfs
def test_reading_goes_on_afterwards(service):
    assert another_process(remote(service.uri, "SELECT count(*) FROM articles")) == ["[(1,)]"]


@needs_httpfs
def test_the_judge_alone_lets_no_function_of_the_server_through(built_once):
    """What read-only files would stop anyway is left aside: every function that quack brings must be refused."""
    found = Service(warehouse_path(built_once), "127.0.0.1", free_port(), 60)
    with served(found, TOKEN) as con:
        names = con.execute("SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_name LIKE 'quack%'")
        for (name,) in names.fetchall():
            for sql in (f"FROM {name}()", f'SELECT "{name.upper()}"(1, 2)', f"SELECT 1 WHERE EXISTS (FROM {name}(1))"):
                if name == "quack_may_read":
                    continue
                assert con.execute("SELECT quack_may_read('', ?)", [sql]).fetchone() == (False,), sql


@needs_httpfs
def test_a_function_in_from_is_refused_unless_it_is_known(built_once):
    """A new DuckDB may bring others that take a table's name as text: they are refused until somebody looked."""
    found = Service(warehouse_path(built_once), "127.0.0.1", free_port(), 60)
    with served(found, TOKEN) as con:
        names = con.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')"
        ).fetchall()
        allowed = {
            name for (name,) in names if con.execute("SELECT quack_may_read('', ?)", [f'FROM "{name}"()']).fetchone()[0]
        }
    assert {"range", "unnest", "duckdb_columns", "json_each"} <= allowed
    assert len(names) > 80
    assert len(allowed) == 20


@contextmanager
def command(folder: Path, port: int, *more: str) -> Iterator[subprocess.Popen]:
    """The command at work; when it has ended it must have left nothing behind."""
    arguments = [sys.executable, "-m", "warehouse", "serve", "--data", str(folder), "--port", str(port), *more]
    scratch = folder / "scratch"
    scratch.mkdir()
    environment = os.environ | {"NETRALITAS_TOKEN": TOKEN, "TMPDIR": str(scratch), "HOME": str(scratch)}
    process = subprocess.Popen(arguments, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)
    assert process.returncode == 0
    assert not list(scratch.iterdir())


def eventually(uri: str, sql: str, wanted: str, seconds: float = 40) -> str:
    until = time.monotonic() + seconds
    while True:
        (answer,) = another_process(remote(uri, sql))
        if answer == wanted or time.monotonic() > until:
            return answer
        time.sleep(0.5)


@needs_httpfs
def test_a_new_build_is_served(built, tmp_path):
    port = free_port()
    uri = f"quack:127.0.0.1:{port}"
    newer = tmp_path / "newer.duckdb"
    shutil.copy(warehouse_path(built), newer)
    with duckdb.connect(str(newer)) as con:
        con.execute("UPDATE named.articles SET author = 'Redaksi Baru'")
    with command(built, port):
        assert eventually(uri, "SELECT author FROM articles", "[(None,)]") == "[(None,)]"
        newer.replace(warehouse_path(built))
        assert eventually(uri, "SELECT author FROM articles", "[('Redaksi Baru',)]") == "[('Redaksi Baru',)]"


@needs_httpfs
def test_a_question_without_end_is_ended(built):
    port = free_port()
    uri = f"quack:127.0.0.1:{port}"
    with command(built, port, "--timeout", "1"):
        assert eventually(uri, "SELECT 1", "[(1,)]") == "[(1,)]"
        (answer,) = another_process(remote(uri, "SELECT count(*) FROM range(10000000) a, range(10000000) b"))
        assert answer.startswith("refused:")
        assert "memory" not in answer
        assert eventually(uri, "SELECT 2", "[(2,)]") == "[(2,)]"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.org"])
def test_other_machines_only_when_said(built, host):
    with pytest.raises(ServeRefused, match="--remote"), served(Service(warehouse_path(built), host, 9494, 60), TOKEN):
        pass


def test_a_short_token_is_refused(built):
    with (
        pytest.raises(ServeRefused, match="16 characters"),
        served(Service(warehouse_path(built), "127.0.0.1", 9494, 60), "pendek"),
    ):
        pass


def test_a_missing_extension_is_named():
    with pytest.raises(ServeRefused, match=r"duckdb-extension-tiada==\d"):
        extension_file("tiada")
