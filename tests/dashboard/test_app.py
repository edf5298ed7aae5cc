"""The application without a browser: headers, layout, command line, downloads."""

import csv
import io
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pandas as pd
import pytest

from dashboard.address import case_href, parse_address
from dashboard.app import create_app
from dashboard.components.links import external_link, is_web_address
from dashboard.components.request import Request, View
from dashboard.components.shell import PAGES
from dashboard.downloads import csv_text
from dashboard.i18n import t, texts
from dashboard.pages import Page, article, regions
from dashboard.routes import MODULES, build_view
from tests.dashboard.callbacks import ADDRESS, question
from warehouse import queries
from warehouse.connection import WarehouseUnavailable
from warehouse.queries import Filters

ROOT = Path(__file__).parents[2]


SECTIONS = [*PAGES.values(), "/evidence"]


@pytest.fixture(scope="module")
def client(gold_dir):
    return create_app(gold_dir).server.test_client()


def rows_of(answer) -> list[dict[str, str]]:
    lines = answer.get_data(as_text=True).splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))


def test_headers(client):
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in scripts
    assert "http" not in policy


def test_index_names_no_other_host(client):
    page = client.get("/").get_data(as_text=True)
    assert "http://" not in page
    assert "https://" not in page


def test_no_asset_asks_another_host():
    for path in (ROOT / "dashboard/assets").glob("*.css"):
        assert "http" not in path.read_text(encoding="utf-8"), path.name
    for path in (ROOT / "dashboard/assets").glob("*.js"):
        assert "http" not in path.read_text(encoding="utf-8"), path.name


def test_without_a_warehouse_there_is_no_app(tmp_path):
    with pytest.raises(WarehouseUnavailable, match="no warehouse"):
        create_app(tmp_path)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "path",
    [
        *SECTIONS,
        "/review",
        "/about",
        "/articles/c-1-001",
        "/regions/33",
        "/regions/33.74",
        "/regions/91.01",
        "/nowhere",
        "/articles/none",
        "/regions/none",
        "/cases/none",
        "/officials/none",
        "/query?sql=FROM+elections",
    ],
)
@pytest.mark.parametrize("view", [View(), View("dark", is_phone=True)])
def test_every_page_builds(warehouse, path, lang, view):
    shown, title = build_view(Request(parse_address(path, f"?lang={lang}"), view, warehouse))
    assert title.endswith("– netralitas")
    assert texts(lang)["demo.label"] in str(shown.to_plotly_json())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", "Media telah menarik artikel ini (terlihat pada 8 Okt 2024)"),
        ("en", "The outlet has withdrawn this article (seen on 8 Oct 2024)"),
    ],
)
def test_a_withdrawn_article_says_so(warehouse, lang, words):
    request = Request(parse_address("/articles/c-1-001", f"?lang={lang}"), View(), warehouse)
    with request.cursor() as con:
        standing = queries.article(con, "c-1-001")
    withdrawn = replace(standing, withdrawn_at=datetime(2024, 10, 8, 3))
    assert words not in str(article.layout(request, standing).to_plotly_json())
    assert words in str(article.layout(request, withdrawn).to_plotly_json())


@pytest.mark.parametrize(("lang", "words"), [("id", "Konten berbayar"), ("en", "Paid content")])
def test_a_paid_article_says_so(warehouse, lang, words):
    request = Request(parse_address("/articles/c-1-001", f"?lang={lang}"), View(), warehouse)
    with request.cursor() as con:
        shown = queries.article(con, "c-1-001")
    for is_paid in (True, False, None):
        page = str(article.layout(request, replace(shown, is_paid=is_paid)).to_plotly_json())
        assert (words in page) == (is_paid is True)


@pytest.mark.parametrize("path", [*SECTIONS, "/regions/33"])
@pytest.mark.parametrize(
    "search",
    [
        "?measure=nosuch&violation=nosuch&election=x&province=99",
        "?relevance=nosuch&measure_status=nosuch&violation_status=nosuch&region=nosuch",
        "?kind=nosuch&type=nosuch&status=nosuch&page=99999&week=nosuch&area=nosuch",
        "?kind=measure&type=pledge,nosuch&status=alleged&page=0",
        "?election=pilkada-2020,pilkada-2024&q=%25'%22",
        "?from=9999-12-31&to=0001-01-01",
        "?show=nosuch&per=nosuch&of=nosuch&order=nosuch&outlet=nosuch&sql=nosuch",
    ],
)
def test_no_address_breaks_a_page(warehouse, path, search):
    shown, _ = build_view(Request(parse_address(path, search), View(), warehouse))
    assert shown is not None


def test_a_page_that_fails_says_so_and_is_logged(gold_dir, monkeypatch, caplog):
    client = create_app(gold_dir).server.test_client()
    monkeypatch.setattr(regions, "find", lambda path: Page("regions", lambda request: "x", lambda request: 1 // 0))
    dependencies = client.get("/_dash-dependencies").get_json()
    callback = next(row for row in dependencies if row["output"].startswith("..frame."))
    values = {"address.pathname": "/regions", "address.search": "?lang=en", "view.data": {"scheme": "light"}}
    answer = client.post(ADDRESS, json=question(callback, values, "view.data"))
    assert answer.status_code == 200
    assert t("en", "error.broken.title") in answer.get_data(as_text=True)
    assert "cannot show /regions" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_pages_have_the_same_texts_in_both_languages():
    assert set(texts("id")) == set(texts("en"))


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("https://media.example/a", True),
        ("http://media.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//media.example", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_links_lead_to_web_addresses_only(url, is_fine):
    assert is_web_address(url) is is_fine
    link = external_link("x", url)
    assert (link is not None) is is_fine
    if link is not None:
        assert "noopener" in link.rel


def test_download_equals_the_question(client, warehouse):
    answer = client.get("/download/evidence.csv?kind=violation&status=proven&election=pilkada-2024")
    con = warehouse.cursor()
    expected = queries.evidence_table(con, Filters(elections=("pilkada-2024",)), "violation", None, "proven")
    con.close()
    assert [row["item_id"] for row in rows_of(answer)] == list(expected["item_id"])
    text = answer.get_data(as_text=True)
    assert text.startswith("# DATA PERAGA")
    assert "# Saringan: election=pilkada-2024" in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="netralitas-evidence.csv"'


@pytest.mark.parametrize("name", ["articles", "map", "measures", "timeline", "officials"])
def test_every_table_can_be_taken_away(client, name):
    assert len(rows_of(client.get(f"/download/{name}.csv?lang=en"))) > 10


@pytest.mark.parametrize("path", ["/download/secrets.csv", "/download/items.csv?id=none", "/download/..%2Fapp.csv"])
def test_unknown_downloads_are_not_found(client, path):
    answer = client.get(path)
    # An address of no file is a page of the application, which says that it does not exist.
    assert answer.status_code == 404 or answer.mimetype == "text/html"


def test_no_formula_reaches_a_spreadsheet(warehouse):
    con = warehouse.cursor()
    info = queries.dataset_info(con)
    con.close()
    frame = pd.DataFrame({"title": ["=HYPERLINK(1)", "-1+1", "biasa"], "n": [-1, 2, 3]})
    text = csv_text(frame, parse_address("/", ""), info)
    assert "'=HYPERLINK(1),-1" in text
    assert "'-1+1,2" in text
    assert "\nbiasa,3" in text


def protected_names(warehouse) -> tuple[dict[str, str], set[str]]:
    """The names that nobody else bears, each with what stands for it, and the articles that have them."""
    con = warehouse.cursor()
    rows = con.execute(
        "SELECT n.name, p.pseudonym, n.article_id, coalesce(p.is_protected, true) AS is_protected "
        "FROM named.officials AS n JOIN official_persons AS x USING (official_id) "
        "JOIN named.persons AS p USING (person_id)"
    ).fetchall()
    con.close()
    others = {name for name, _, _, is_protected in rows if not is_protected}
    names = {name: code for name, code, _, is_protected in rows if is_protected and name not in others}
    return names, {article_id for name, _, article_id, _ in rows if name in names}


def test_protected_persons_are_listed_under_a_code(client, warehouse):
    names, _ = protected_names(warehouse)
    assert len(names) > 5
    listed = {row["name"] for row in rows_of(client.get("/download/officials.csv?relevance=core,mention,none"))}
    assert set(names.values()) <= listed
    assert not listed & set(names)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_page_and_no_file_tells_a_protected_name(client, warehouse, lang):
    names, articles = protected_names(warehouse)
    every = f"relevance=core,mention,none&lang={lang}"
    shown = [
        client.get(f"/download/{name}.csv?{every}{more}").get_data(as_text=True)
        for name in ("articles", "officials", "evidence")
        for more in ("", "&kind=measure", "&kind=violation&status=proven", "&kind=violation&status=prohibited")
    ]
    shown += [client.get(f"/download/items.csv?id={one}&lang={lang}").get_data(as_text=True) for one in articles]
    with warehouse.cursor() as con:
        persons = [row[0] for row in con.execute("SELECT person_id FROM persons WHERE is_protected").fetchall()]
        cases = [row[0] for row in con.execute("SELECT case_id FROM cases ORDER BY 1").fetchall()]
        provinces = [row[0] for row in con.execute("SELECT code FROM provinces").fetchall()]
    paths = [
        *(f"/articles/{one}" for one in sorted(articles)), *SECTIONS, *(f"/officials/{one}" for one in persons[::4]),
        *(urlsplit(case_href(one)).path for one in cases[:: 6 if lang == "id" else 30]),
        *(f"/regions/{code}" for code in provinces[:: 6 if lang == "id" else 30]),
    ]  # fmt: skip
    assert persons
    assert cases
    for name in sorted({name for module in MODULES for name in getattr(module, "TABLES", {})}):
        for of in ("", persons[0], cases[0]):
            shown.append(client.get(f"/download/{name}.csv?{every}&{urlencode({'of': of})}").get_data(as_text=True))
    for path in paths:
        page, title = build_view(Request(parse_address(path, f"?{every}"), View(), warehouse))
        shown.append(title + str(page.to_plotly_json()))
    for name in names:
        # A namesake of one word may stand in a text for somebody else.
        assert len(name.split()) == 1 or not [text for text in shown if name.lower() in text.lower()], name


@pytest.mark.parametrize(("lang", "words"), [("id", "alamat sumber ditutup"), ("en", "source address not shown")])
def test_an_address_with_a_covered_name_is_no_link(warehouse, lang, words):
    request = Request(parse_address("/articles/c-1-001", f"?lang={lang}"), View(), warehouse)
    with request.cursor() as con:
        shown = queries.article(con, "c-1-001")
    url = "https://media.example/camat-\N{FULL BLOCK}\N{FULL BLOCK}-dilaporkan"
    page = str(article.layout(request, replace(shown, url=url)).to_plotly_json())
    assert words in page
    assert url not in page
    open_page = str(article.layout(request, replace(shown, url="https://media.example/a")).to_plotly_json())
    assert words not in open_page
    assert "https://media.example/a" in open_page


def run_dashboard(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_command_line_says_where_it_listens(gold_dir):
    process = run_dashboard("--data", str(gold_dir), "--port", "0")
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("netralitas: http://127.0.0.1:")
        port = int(line.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert "Traceback" not in errors


def test_command_line_names_what_is_wrong(gold_dir, tmp_path):
    process = run_dashboard("--data", str(tmp_path))
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "no warehouse" in errors
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = run_dashboard("--data", str(gold_dir), "--port", str(port))
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in errors
    assert "Traceback" not in errors
