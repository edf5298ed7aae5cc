"""A portal rebuilt as an application: every address gives the same shell, and the articles come by an interface."""

import json
import re
from datetime import UTC, timedelta
from html import escape
from typing import Any

from demo.newsroom.addresses import API_HOST
from demo.newsroom.calendar import full_date
from demo.newsroom.exchange import JSON, XML, Reply, Request
from demo.newsroom.feeds import sitemap
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site

MOST, DEFAULT = 100, 10
WEEK = timedelta(days=7)


class Shell(Site):
    """The shell's host and the interface's.

    The oldest third of the articles has its state in the page, the newest its `og:` tags; all come by the interface.
    """

    @property
    def hosts(self) -> tuple[str, ...]:
        """The shell's host and that of the interface."""
        return (self.house.host, API_HOST)

    def respond(self, request: Request) -> Reply:
        """On the shell's host all is the shell, known or not."""
        if request.host == API_HOST:
            reply = self.answer(request)
            return reply if reply is not None else Reply(json.dumps({"pesan": "tidak ditemukan"}), 404, JSON)
        if request.path == "/robots.txt":
            return self.robots(request)
        if request.path == "/sitemap.xml":
            known = [one for one in self.live if self.now - one.published > WEEK]
            return Reply(sitemap((one.url, (one.updated or one.published).isoformat()) for one in known), type=XML)
        found = re.fullmatch(r"/article/(\d+)(?:/.*)?", request.path)
        record = self.by_number.get(int(found[1])) if found else None
        return Reply(self._shell(record))

    def answer(self, request: Request) -> Reply | None:
        """The interface."""
        one = re.fullmatch(r"/api/berita/(\d+)", request.path)
        if one:
            record = next((item for item in self._listed() if item.number == int(one[1])), None)
            if record is None:
                return None
            data = {"status": "ok", "data": self.item(record, whole=True)}
            return self.troubled(record, self.page_reply(record, json.dumps(data, ensure_ascii=False), JSON))
        if request.path != "/api/berita":
            return None
        rows = self._listed()
        size = min(MOST, max(1, request.number("limit", DEFAULT)))
        if "sesudah" in request.query:
            at = next((n for n, item in enumerate(rows) if item.number == request.number("sesudah", 0)), len(rows))
            shown = rows[at : at + size]  # the item of the cursor stands in the answer again
        else:
            page = max(1, request.number("halaman"))
            shown = rows[(page - 1) * size : page * size]
        answer = {
            "status": "ok",
            "total": len(rows),
            "sesudah": shown[-1].number if len(shown) > 1 else None,
            "data": [self.item(item, whole=False) for item in shown],
        }
        return Reply(json.dumps(answer, ensure_ascii=False), type=JSON)

    def _listed(self) -> list[Record]:
        """Newest first, with drafts and what is to come."""
        return sorted((*self.unpublished, *self.live), key=lambda item: item.published, reverse=True)

    def item(self, record: Record, whole: bool) -> dict[str, Any]:
        """An article as the interface has it."""
        row: dict[str, Any] = {
            "id": record.number,
            "judul": record.title,
            "slug": record.path.rsplit("/", 1)[1],
            "tanggal": record.published.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            "penulis": record.author,
            "rubrik": record.section,
            "ringkasan": record.paragraphs[0][:160],
            "status": {"draft": "draf", "scheduled": "terbit"}.get(record.status, "terbit"),
            "topik": list(record.tags),
        }
        if record.updated:
            row["diperbarui"] = record.updated.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        if whole:
            row["isi"] = self.markup(record)
            row["keterangan_foto"] = record.caption
        return row

    def markup(self, record: Record) -> str:
        """The body with its short codes."""
        related = self.others(record, 2, "baca")
        lines = []
        for n, paragraph in enumerate(record.paragraphs, 1):
            start = f"<strong>{record.dateline.upper()}, MALUKUKINI</strong> - " if n == 1 else ""
            lines.append(f"<p>{start}{escape(paragraph)}</p>")
            if n in (2, 4):
                lines.append(f"<p>[baca-juga id={related[n // 2 - 1].number}]</p>")
            if n == 3:
                lines.append("[iklan posisi=tengah]")
        return "".join(lines)

    def variant(self, record: Record) -> str:
        """A: the state is in the page; B: nothing is; C: `og:` tags are."""
        at = self.live.index(record)
        return "C" if at < len(self.live) // 3 else "A" if at >= 2 * len(self.live) // 3 else "B"

    def _shell(self, record: Record | None) -> str:
        head, state = "", ""
        kind = self.variant(record) if record else "B"
        if record and kind == "C":
            head = (
                f'<meta property="og:title" content="{escape(record.title)}"><meta property="og:type" '
                f'content="article">'
                f'<meta property="og:url" content="{record.url}"><meta property="og:description" '
                f'content="{escape(record.paragraphs[0][:160])}"><meta name="description" '
                f'content="{escape(record.paragraphs[0][:160])}">'
            )
        if record and kind == "A":
            printed = f"{full_date(record.published)} {record.published:%H:%M} {self.house.clock}"
            data = {
                "laman": "berita",
                "berita": {**self.item(record, True), "isi": escape(self.markup(record)), "waktu": printed},
            }
            text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
            state = f'<script id="__KEADAAN__" type="application/json">{text}</script>'
        return self.frame("Maluku Kini", f'<div id="root"></div><div class="pemutar"></div>{state}', head)

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The shell."""
        return (
            f'<!doctype html><html lang="id"><head><meta '
            f'charset="utf-8"><title>{escape(title)}</title>{head}</head><body>'
            f"{main}<noscript>Situs ini memerlukan JavaScript. Silakan aktifkan JavaScript.</noscript>"
            f'<script>window.API = "http://{API_HOST}/api/berita";</script><script src="/statis/aplikasi.js"></script>'
            "</body></html>"
        )
