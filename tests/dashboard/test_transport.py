"""What goes over the wire: packed, kept by the browser where it may be, under a path of its own, behind a password."""

import base64
import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from dashboard.address import PREFIX, article_href, href, parse_address
from dashboard.app import create_app
from dashboard.settings import Settings
from warehouse.version import build_version


@pytest.fixture(scope="module")
def client(unsure_dir: Path) -> FlaskClient:
    return create_app(unsure_dir).server.test_client()


@pytest.fixture(scope="module")
def mounted(unsure_dir: Path) -> FlaskClient:
    return create_app(unsure_dir, Settings(prefix="/netralitas")).server.test_client()


@pytest.fixture(scope="module")
def locked(unsure_dir: Path) -> FlaskClient:
    return create_app(unsure_dir, Settings(user="redaksi", password="rahasia é")).server.test_client()


def scripts(client: FlaskClient, path: str = "/") -> list[str]:
    return re.findall(r'<script[^>]* src="([^"]+)"', client.get(path).get_data(as_text=True))


@pytest.mark.parametrize("way", ["br", "gzip"])
def test_scripts_are_packed_and_come_out_as_they_were(client, way):
    for path in scripts(client):
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": way})
        assert "Content-Encoding" not in plain.headers
        if len(plain.data) < 1_000:
            continue
        assert packed.headers["Content-Encoding"] == way
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert len(packed.data) < 0.7 * len(plain.data)
        assert (brotli.decompress if way == "br" else gzip.decompress)(packed.data) == plain.data


def test_a_browser_that_takes_both_gets_the_smaller(client):
    found = client.get("/_dash-dependencies", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert found.headers["Content-Encoding"] == "br"
    refused = client.get("/_dash-dependencies", headers={"Accept-Encoding": "br;q=0, gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_fonts_are_not_packed_again(client):
    font = client.get("/assets/fonts/inter-latin-wght-normal.woff2", headers={"Accept-Encoding": "br"})
    assert font.status_code == 200
    assert "Content-Encoding" not in font.headers


def test_what_changes_its_address_with_its_content_is_kept_for_good(client):
    for path in scripts(client):
        assert client.get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable", path


def test_what_keeps_its_address_is_asked_for_again_and_not_sent_twice(client):
    path = "/_dash-component-suites/dash/dcc/async-graph.js"
    first = client.get(path, headers={"Accept-Encoding": "br"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(path, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_readers_see_is_kept_by_nobody_else(client):
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/download/articles.csv").headers["Cache-Control"] == "private, no-cache"


def test_health_tells_what_is_shown(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json["version"] == build_version()
    assert answer.json["articles"] == 1
    assert answer.json["built_at"].startswith("20")


def test_health_tells_why_nothing_can_be_shown(tmp_path):
    client = create_app(tmp_path, must_show=False).server.test_client()
    answer = client.get("/health")
    assert answer.status_code == 503
    assert "make rebuild" in answer.json["reason"]


@pytest.mark.parametrize("base", ["/netralitas", ""], ids=["handed on", "taken off by the proxy"])
def test_under_a_path_every_address_stands_under_it(mounted, base):
    page = mounted.get(f"{base}/").get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) > 10
    assert [address for address in addresses if not address.startswith("/netralitas/")] == []
    for address in scripts(mounted, f"{base}/"):
        assert mounted.get(address).status_code == 200
        assert mounted.get(address.removeprefix("/netralitas")).status_code == 200
    assert mounted.get(f"{base}/health").json["status"] == "ok"


def test_the_path_without_its_slash_leads_to_the_page(mounted):
    answer = mounted.get("/netralitas?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/netralitas/?lang=en")


def test_addresses_are_written_with_the_path_and_read_without():
    token = PREFIX.set("/netralitas")
    try:
        assert href("/articles", "en") == "/netralitas/articles?lang=en"
        assert article_href("a-1", start=3) == "/netralitas/articles/a-1#at-3"
        assert parse_address("/netralitas/articles", "").path == "/articles"
        assert parse_address("/netralitas", "").path == "/"
        assert parse_address("/netralitas-lain", "").path == "/netralitas-lain"
        assert parse_address("/netralitas/articles", "").in_language("en") == "/netralitas/articles?lang=en"
    finally:
        PREFIX.reset(token)
    assert href("/articles") == "/articles"


def sign(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        sign("redaksi", "rahasia"),
        sign("Redaksi", "rahasia é"),
        sign("", ""),
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic %%%"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/download/articles.csv", "/assets/netralitas.js"])
def test_without_name_and_password_nothing_is_shown(locked, path, headers):
    answer = locked.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert b"netralitas:" in answer.data


def test_with_name_and_password_all_is_shown_and_health_needs_none(locked):
    assert locked.get("/", headers=sign("redaksi", "rahasia é")).status_code == 200
    assert locked.get("/health").status_code == 200
