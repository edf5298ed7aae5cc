"""The smallest outlets, on a free blog host: text from a word processor, dates in the host's own zone."""

import json
import re
from datetime import datetime, timedelta, timezone
from html import escape

from demo.newsroom.addresses import IMPORTED_AT, is_imported
from demo.newsroom.calendar import MONTHS
from demo.newsroom.exchange import JSON, XML, Reply, Request
from demo.newsroom.feeds import sitemap, sitemap_index
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site

HOST_ZONE = timezone(timedelta(hours=-8))
PER_LIST, FEED_DEFAULT, FEED_MOST = 7, 25, 150
SPAN = '<span style="font-family: &quot;Calibri&quot;,sans-serif; font-size: 12pt; line-height: 115%;">'


class Blog(Site):
    """A site of this template."""

    def answer(self, request: Request) -> Reply | None:
        """Articles, feed, lists."""
        path = request.path
        if path in ("/feeds/posts/default", "/atom.xml"):
            return self._feed(request)
        if path == "/sitemap.xml":
            if "page" not in request.query:
                count = -(-len(self.live) // FEED_MOST)
                pages = ((f"{self.house.base}/sitemap.xml?page={n}", None) for n in range(1, count + 1))
                return Reply(sitemap_index(pages), type=XML)
            at = request.number("page") - 1
            rows = self.live[at * FEED_MOST : (at + 1) * FEED_MOST]
            return Reply(sitemap((one.url, self.stamp(one).isoformat()) for one in rows), type=XML)
        if path == "/arsip.json":
            return self._archive(request)
        if path == "/":
            return self._list("Beranda", self.live[:PER_LIST], self.dead_cards())
        label = re.fullmatch(r"/search(?:/label/([^/]+))?", path)
        if label:
            shown = self.in_section((label[1] or "").lower()) if label[1] else self.live
            return self._labelled(label[1] or "Cari", shown, request)
        record = next((one for one in self.live if one.path == path), None)
        if record is None:
            return None
        reply = self.page_reply(record, self._page(record, mobile=request.query.get("m") == "1"))
        return self.troubled(record, reply) if not request.query else reply

    def stamp(self, record: Record) -> datetime:
        """The moment that the host gives: of import where posts came from elsewhere."""
        local = record.published.replace(tzinfo=None)
        moment = IMPORTED_AT.replace(tzinfo=self.house.zone) if is_imported(local) else record.published
        return moment.astimezone(HOST_ZONE)

    def _labelled(self, label: str, shown: list[Record], request: Request) -> Reply:
        bound = request.query.get("updated-max", "9999")
        rows = [one for one in shown if self.stamp(one).isoformat() < bound][:PER_LIST]
        more = ""
        if rows:
            after = self.stamp(rows[-1]).isoformat().replace("+", "%2B")
            more = f'<a class="blog-pager-older-link" href="/search/label/{label}?updated-max={after}">Posting Lama</a>'
        return self._list(label, rows, more)

    def _list(self, title: str, rows: list[Record], more: str = "") -> Reply:
        cards = "".join(
            f'<div class="post-luar"><h3 class="post-judul"><a '
            f'href="{self.link(one, title)}">{escape(one.title)}</a></h3>'
            f"<div>{escape(one.paragraphs[0][:140])}...</div></div>"
            for one in rows
        )
        return Reply(self.frame(title, cards + more))

    def _feed(self, request: Request) -> Reply:
        start = max(1, request.number("start-index"))
        size = min(FEED_MOST, max(1, request.number("max-results", FEED_DEFAULT)))
        rows = self.live[start - 1 : start - 1 + size]
        base = self.house.base
        entries = "".join(
            f"<entry><id>tag:{self.house.host},1999:blog-1.post-{one.number}</id><published>{self.stamp(one).isoformat()}"
            f"</published><updated>{(one.updated or self.stamp(one)).astimezone(HOST_ZONE).isoformat()}</updated>"
            f'<category scheme="http://www.blogger.com/atom/ns#" term="{one.section.title()}"/>'
            f'<title type="text">{escape(one.title)}</title><content type="html">{escape(self._body(one))}</content>'
            f'<link rel="replies" type="text/html" href="{one.url}#comment-form"/><link rel="alternate" '
            f'type="text/html" '
            f'href="{one.url}" title="{escape(one.title)}"/><author><name>Admin</name></author></entry>'
            for one in rows
        )
        following = ""
        if start + size <= len(self.live):
            query = f"start-index={start + size}&amp;max-results={size}"
            following = f'<link rel="next" href="{base}/feeds/posts/default?{query}"/>'
        return Reply(
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
            'xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/">'
            f"<id>tag:{self.house.host},1999:blog-1</id><title>{self.house.name}</title><updated>"
            f"{self.stamp(self.live[0]).isoformat()}</updated>{following}<openSearch:totalResults>{len(self.live)}"
            f"</openSearch:totalResults><openSearch:startIndex>{start}</openSearch:startIndex><openSearch:itemsPerPage>{size}"
            f"</openSearch:itemsPerPage>{entries}</feed>",
            type="application/atom+xml; charset=UTF-8",
        )

    def _archive(self, request: Request) -> Reply:
        """The archive of a month, which a script loads."""
        wanted = request.query.get("bulan", "")
        rows = [{"judul": one.title, "url": one.url} for one in self.live if one.path[1:8] == wanted.replace("-", "/")]
        return Reply(json.dumps(rows), type=JSON)

    def _body(self, record: Record) -> str:
        lines = []
        for n, paragraph in enumerate(record.paragraphs):
            text = escape(paragraph)
            if n == 0:
                text = (
                    f'</span><span style="float: left; font-size: 58px; line-height: '
                    f'50px;">{text[0]}</span>{SPAN}{text[1:]}'
                )
                lines.append(f"<div><b>{escape(record.dateline.upper())}</b>&nbsp;&nbsp;-&nbsp;</div>")
            lines.append(
                f'<div class="MsoNormal" style="text-align: justify;">{SPAN}<span lang="IN">{text}</span></span></div>'
            )
            lines.append("<div><br></div>" if n % 2 else "<div>&nbsp;&nbsp; &nbsp;</div>")
        lines.append(f"<div>({escape(record.author or '')})</div>")
        return self._photo(record) + "".join(lines)

    def _photo(self, record: Record) -> str:
        if not record.caption:
            return ""
        return (
            '<table align="center" cellpadding="0" class="tr-foto-wadah"><tbody><tr><td><a href="#"><img '
            f'src="/foto/{record.number}.jpg"></a></td></tr><tr><td '
            f'class="tr-keterangan">{escape(record.caption)}</td></tr>'
            "</tbody></table>"
        )

    def _page(self, record: Record, mobile: bool) -> str:
        when = self.stamp(record)
        again = ""
        if record.number // 7 % 4 == 1:
            again = f'<div class="kutipan-bawah">{escape(" ".join(record.paragraphs))}</div>'
        main = (
            f'<div class="post hentry"><h3 class="post-title entry-title">{escape(record.title)}</h3><div '
            f'class="post-body '
            f'entry-content">{self._body(record)}</div><div class="post-footer">Posted by Admin at <abbr '
            f'class="published" '
            f'title="{when.isoformat()}">{MONTHS[when.month - 1]} {when.day}, {when.year}</abbr></div>{again}'
            f'<div class="comments"><a href="{record.url}#comment-form">Post a Comment</a></div></div>'
        )
        head = f'<link rel="canonical" href="{record.url}"><meta property="og:url" content="{record.url}">'
        return self.frame(record.title, main, head, mobile)

    def frame(self, title: str, main: str, head: str = "", mobile: bool = False) -> str:
        """The blog around a main part."""
        labels = "".join(
            f'<li><a href="/search/label/{section.title()}">{section.title()}</a></li>' for section in self.sections
        )
        script = "<script src='/arsip.js'></script><div id='arsip' data-muat='/arsip.json?bulan='></div>"
        side = (
            ""
            if mobile
            else f'<div class="samping"><ul>{labels}</ul>{self.cards(self.live[:5], "samping")}{script}</div>'
        )
        return (
            f'<!DOCTYPE html><html dir="ltr"><head><meta charset="utf-8"><title>{self.house.name}: '
            f"{escape(title)}</title>{head}"
            f'<link rel="alternate" type="application/atom+xml" '
            f'href="{self.house.base}/feeds/posts/default"></head><body>'
            f'<div class="kepala"><a href="/">{self.house.name}</a></div><div class="utama">{main}</div>{side}'
            f'<div class="kaki">{self.static_links()} Powered by Blog</div></body></html>'
        )
