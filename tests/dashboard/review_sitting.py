"""What the tests of the review page share: the key, decisions sent, the page as text, and an article with every kind.

Ujang Rekaan, Syarif Palsu and Wirasatya Rekaningrat are invented.
"""

import json
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder
from werkzeug.test import TestResponse

from crawler.items import Article
from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.request import Request, View
from dashboard.pages import review
from dashboard.pages.review import Next
from dashboard.review_desk import DESK, Desk
from dashboard.settings import Settings
from nlp.records import (
    Annotation,
    DateRef,
    Measure,
    Mention,
    Official,
    Quote,
    Sentence,
    Statement,
    Total,
    Value,
    Violation,
)
from warehouse.build import build_warehouse
from warehouse.load import Input
from warehouse.page_review import ReviewItem

KEY = "kunci-tinjauan-uji"
DAY = date(2026, 11, 28)
LEAD = "BATAM - Pada 7 Oktober 2024 Kepala Dinas Ujang Rekaan mengimbau ASN netral dalam Pilkada 2024."
BODY = (
    "Bawaslu mencatat 12 ASN dilaporkan menurut UU 20/2023 dan surat 800/12/BKD. “Jangan ikut kampanye,” kata Ujang. "
    "Syarif Palsu dari Bawaslu menegaskan laporan itu masih dikaji. Seorang guru diduga berpose dua jari."
)
EVERY_KIND = f"{LEAD}\n\n{BODY}"
SECRET = "Wirasatya Rekaningrat"
COVERED = f"Guru {SECRET} diduga ikut berkampanye di Batam. “Saya hanya lewat,” kata Wirasatya di sekolah."


def make_server(data_dir: Path) -> Flask:
    """The dashboard over this directory, with the review open and its day fixed."""
    server = create_app(data_dir, Settings(review_key=KEY)).server
    server.extensions[DESK].today = lambda: DAY
    return server


def open_sitting(client: FlaskClient, name: str = "Sari") -> str:
    """Give the key; the token of the sitting."""
    assert client.post("/review/open", json={"name": name, "key": KEY}).status_code == 200
    with client.session_transaction() as session:
        return str(session["token"])


def queue(server: Flask, search: str = "") -> Next:
    """What the page shows next."""
    desk: Desk = server.extensions[DESK]
    request = Request(parse_address("/review", search), View(), desk.warehouse)
    return review.next_item(request, desk, desk.decisions())


def send(client: FlaskClient, token: str, item: ReviewItem, act: str, **more: str) -> TestResponse:
    """Send one decision."""
    body = {"kind": item.kind, "article": item.article_id, "item": item.item_id, "decision": item.decision_id}
    return client.post("/review/decide", json=body | {"act": act} | more, headers={"X-Review-Token": token})


def page_text(server: Flask, client: FlaskClient | None = None, search: str = "", view: View | None = None) -> str:
    """The page as a reader with this client's cookie gets it."""
    desk: Desk = server.extensions[DESK]
    headers = {}
    if client is not None and (cookie := client.get_cookie("netralitas_review")) is not None:
        headers["Cookie"] = f"netralitas_review={cookie.value}"
    with server.test_request_context("/review", headers=headers):
        request = Request(parse_address("/review", search), view or View(), desk.warehouse)
        return json.dumps(review.content(request), cls=PlotlyJSONEncoder, ensure_ascii=False)


def every_kind(article_id: str) -> tuple[Input, Annotation]:
    """An article with one doubtful item of each kind, in the order of their doubt, and a few sure ones."""
    article = Article(article_id, EVERY_KIND, title="Judul", published="2024-10-07", outlet_region="21.71")
    at = lambda words: (EVERY_KIND.index(words), EVERY_KIND.index(words) + len(words))  # noqa: E731
    ujang, syarif = "Ujang Rekaan", "Syarif Palsu"
    annotation = Annotation(
        article.id,
        article.version,
        "test",
        "core",
        primary_regions=["21.71"],
        regions=[Value("21.71", *at("BATAM"), confidence=0.6)],
        officials=[
            Official(ujang, "department_head", None, "21.71", *at(f"Kepala Dinas {ujang}"),
                     (Mention(ujang, *at(ujang)),), confidence=0.3),
            Official(syarif, "bawaslu", None, "21.71", *at(syarif), (Mention(syarif, *at(syarif)),), confidence=0.95),
        ],
        dates=[DateRef("2024-10-07", "event", "7 Oktober 2024", *at("7 Oktober 2024"), confidence=0.5)],
        elections=[Value("pilkada-2024", *at("Pilkada 2024"), confidence=0.65)],
        measures=[Measure("reminder", "taken", None, *at("mengimbau ASN netral"), confidence=0.2)],
        violations=[Violation("gesture", "alleged", *at("berpose dua jari"), confidence=0.1)],
        legal=[Value("UU 20/2023", *at("UU 20/2023"), confidence=0.7)],
        documents=[Value("800/12/BKD", *at("800/12/BKD"), confidence=0.75)],
        quotes=[Quote(ujang, "Jangan ikut kampanye,", *at("Jangan ikut kampanye,"), confidence=0.35)],
        statements=[Statement(syarif, "laporan itu masih dikaji", *at("laporan itu masih dikaji"), confidence=0.4)],
        totals=[Total(12, "asn", "reported", "21.71", *at("12 ASN dilaporkan"), confidence=0.45)],
        sentences=[Sentence(0, len(LEAD), 0), *_sentences(len(LEAD) + 2, BODY)],
    )  # fmt: skip
    return Input(article), annotation


def covered(article_id: str) -> tuple[Input, Annotation]:
    """An article whose teacher is covered: as an official, in what is said of them, and as the speaker."""
    article = Article(article_id, COVERED, title="Guru", published="2024-10-07", outlet_region="21.71")
    at = lambda words: (COVERED.index(words), COVERED.index(words) + len(words))  # noqa: E731
    annotation = Annotation(
        article.id,
        article.version,
        "test",
        "core",
        primary_regions=["21.71"],
        officials=[
            Official(SECRET, "asn", None, None, *at(f"Guru {SECRET}"), (Mention(SECRET, *at(SECRET)),), confidence=0.3)
        ],
        violations=[Violation("campaigning", "alleged", *at("ikut berkampanye"), confidence=0.95)],
        quotes=[Quote(SECRET, "Saya hanya lewat,", *at("Saya hanya lewat,"), confidence=0.35)],
        statements=[
            Statement(SECRET, f"{SECRET} diduga", *at(f"{SECRET} diduga ikut berkampanye"), confidence=0.4),
        ],
        sentences=_sentences(0, COVERED, 0),
    )
    return Input(article), annotation


def build(data_dir: Path, articles: list[tuple[Input, Annotation]]) -> Path:
    """Build a warehouse of these, with the corrections that lie in the directory."""
    build_warehouse(data_dir, [given for given, _ in articles], [annotation for _, annotation in articles])
    return data_dir


def _sentences(start: int, text: str, paragraph: int = 1) -> list[Sentence]:
    found, place = [], 0
    for part in text.split(". "):
        found.append(Sentence(start + place, start + min(place + len(part) + 1, len(text)), paragraph))
        place += len(part) + 2
    return found
