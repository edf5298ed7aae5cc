"""Regional dailies of one chain, on subdomains: split articles, whose later pages go over to other stories."""

import json
import re
from datetime import datetime, timedelta
from html import escape

from demo.newsroom.addresses import DAILY_PER_PAGE
from demo.newsroom.calendar import full_date, long_date
from demo.newsroom.exchange import XML, Reply, Request
from demo.newsroom.feeds import news_sitemap, rss, sitemap, sitemap_index
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, chunks, tag_slug, window

PER_LIST = 15
MASTHEAD = "NUSAKORAN.COM"
BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
OLD_STYLE_ENDS = datetime(2021, 1, 1)
DISCLAIMER = (
    "Isi komentar sepenuhnya adalah tanggung jawab pengguna dan diatur dalam UU ITE. Redaksi berhak menghapus "
    "komentar yang "
    "melanggar."
)


class Daily(Site):
    """A site of this template."""

    sitemap = "/sitemap-news.xml"

    def answer(self, request: Request) -> Reply | None:
        """Articles, ways in, lists."""
        path = request.path
        found = re.fullmatch(r"(/amp)?(/\d{4}/\d{2}/\d{2}/[^/]+)/?", path)
        if found:
            record = next((one for one in self.live if one.path == found[2]), None)
            return self._article(record, request, bool(found[1])) if record else None
        if path == "/":
            return self._list("Beranda", self.live[:20], request, self.dead_cards())
        if path == "/rss":
            items = [(one.title, one.url, one.published, escape(one.paragraphs[0]), None) for one in self.live[:20]]
            return Reply(rss(self.house.name, self.house.base, items), type=XML, modified=self.changed)
        if path == "/sitemap-news.xml":
            recent = [one for one in self.live if self.now - one.published <= timedelta(hours=48)]
            return Reply(
                news_sitemap(self.house.name, ((one.url, one.title, one.published) for one in recent)), type=XML
            )
        if path == "/sitemap-web.xml":
            maps = [(f"{self.house.base}/{section}/sitemap-web.xml", None) for section in self.sections]
            return Reply(sitemap_index(maps), type=XML)
        section = re.fullmatch(r"/([a-z]+)(/sitemap-web\.xml)?", path)
        if section and section[1] in self.sections:
            shown = self.in_section(section[1])
            if section[2]:
                return Reply(sitemap((one.url, (one.updated or one.published).isoformat()) for one in shown), type=XML)
            return self._list(section[1].title(), window(shown, request.number("page"), PER_LIST), request)
        if path == "/index-news":
            return self._by_day(request)
        if path.startswith("/search"):
            return Reply(self.frame("403", "<h2>Akses ditolak</h2>"), 403)
        tag = re.fullmatch(r"/(tag|penulis)/([a-z0-9-]+)", path)
        if tag:
            shown = self.tagged(tag[2]) if tag[1] == "tag" else self.live
            return self._list(tag[2], window(shown, request.number("page"), PER_LIST), request)
        return None

    def _by_day(self, request: Request) -> Reply | None:
        """The articles of a day, and those of the evening before: the days overlap."""
        parts = request.query.get("date", f"{self.now:%Y-%m-%d}").split("-")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            return None
        try:
            year, month, date = (int(part) for part in parts)
            day = datetime(year, month, date, tzinfo=self.house.zone)
        except ValueError:
            return None
        shown = [one for one in self.live if day - timedelta(hours=7) <= one.published < day + timedelta(days=1)]
        pages = window(shown, request.number("page"), PER_LIST)
        return self._list(f"Indeks {long_date(day)}", pages, request, empty=True)

    def _list(
        self, title: str, rows: list[Record], request: Request, more: str = "", empty: bool = False
    ) -> Reply | None:
        if not rows and not empty:
            return None
        cards = "".join(
            f'<li class="p15 bdr"><h3 class="f20 ln24"><a class="txt-oev" href="{self.link(one, title)}">'
            f'{escape(one.title)}</a></h3><span class="abu2 f12">{full_date(one.published)}</span></li>'
            for one in rows
        )
        empty_line = "" if rows else "<p class='f14'>Tidak ada berita.</p>"
        return Reply(self.frame(title, f'<h2 class="f24">{escape(title)}</h2><ul>{cards}</ul>{empty_line}{more}'))

    def _article(self, record: Record, request: Request, amp: bool) -> Reply:
        parts = chunks(record.paragraphs, DAILY_PER_PAGE)
        last = max(3, len(parts) + 1)
        wanted = request.query.get("page", "1")
        at = min(max(1, request.number("page")), last)
        if wanted == "all":
            lines = self._opened(record, list(record.paragraphs)) + self._ending(record)
        else:
            lines = self._opened(record, parts[at - 1]) if at == 1 else self._later(record, parts, at)
        links = " ".join(f'<a href="{record.url}?page={n}">{n}</a>' for n in range(1, last + 1))
        pager = f'<div class="paging f14">Halaman {links} <a href="{record.url}?page=all">Semua Halaman</a></div>'
        body = "".join(lines) + pager
        reply = self.page_reply(record, self._amp(record, body) if amp else self._page(record, body))
        return self.troubled(record, reply) if wanted == "1" and not amp and at == 1 else reply

    def _opened(self, record: Record, paragraphs: list[str]) -> list[str]:
        """The first page's paragraphs with what stands between them."""
        related = self.others(record, 7, "baca")
        lines = []
        if record.number % 2:
            lines.append(
                f"<p><strong>Laporan Wartawan {escape(self.house.name)}, {escape(record.author or '')}</strong></p>"
            )
        for n, paragraph in enumerate(paragraphs, 1):
            start = f"<strong>{MASTHEAD}, {escape(record.dateline.upper())} -</strong> " if n == 1 else ""
            lines.append(f"<p>{start}{escape(paragraph)}</p>")
            if n == 1 and record.number % 3 == 0:
                lines.append(f"<p>{escape(self.summary(record))}</p>")
            if n <= 3 + record.number % 5:
                other = related[n % 7]
                lines.append(
                    f'<p class="baca"><strong>Baca juga: <a '
                    f'href="{self.link(other, f"baca{n}")}">{escape(other.title)}</a>'
                    "</strong></p>"
                )
            if n == 2 and record.published.replace(tzinfo=None) < OLD_STYLE_ENDS:
                lines += self._old_links(related, record.number)
        if record.number % 4 == 1:
            lines.append(f"<p>Halaman {record.number % 50 + 100}</p>")
        return lines

    def _old_links(self, related: list[Record], number: int) -> list[str]:
        """In older articles: bare headlines as paragraphs, or dots before five links."""
        if number % 2:
            return [f"<p>{escape(one.title)}</p>" for one in related[:3]]
        return [f'<p>• <a href="{one.url}">{escape(one.title)}</a></p>' for one in related[:5]]

    def _ending(self, record: Record) -> list[str]:
        return ["<p>(*)</p>" if record.number % 2 else f"<p>({escape((record.author or '').lower())})</p>"]

    def _later(self, record: Record, parts: list[list[str]], at: int) -> list[str]:
        """Later pages: the rest of the text, then from page 3 on two older stories under bold sub-headings."""
        lines = [f"<p>{escape(paragraph)}</p>" for paragraph in (parts[at - 1] if at <= len(parts) else [])]
        if at == len(parts):
            lines += self._ending(record)
        if at >= 3:
            older = [one for one in self.live if one.published < record.published and one.kind == "news"]
            for other in (older[at:] if len(older) >= at + 2 else older)[:2]:
                lines.append(f"<p><strong>{escape(other.title)}</strong></p>")
                lines += [f"<p>{escape(paragraph)}</p>" for paragraph in other.paragraphs[:3]]
        return lines

    def summary(self, record: Record) -> str:
        """The one-sentence summary above the body."""
        told = f"demikian kabar yang dihimpun dari {record.dateline} hingga {record.published:%H.%M}"
        return f"{record.title.rstrip('.')}, {told}."

    def _page(self, record: Record, body: str) -> str:
        other = self.others(record, 1, "foto")[0]
        words = escape(
            f"{other.title}. Foto diambil di {other.dateline}, {full_date(other.published)}, dan tidak berkaitan "
            f"langsung."
        )
        source = f"/foto/bank/{other.number}.jpg"
        whole = escape(escape(" ".join(record.paragraphs)))
        title = escape(record.title)
        main = (
            f'<div class="f13 merah bld mb10">{escape(record.tags[0].title())}</div><h1 id="arttitle" class="f32 '
            f'ln38 mb10">'
            f'{title}</h1><div class="f16 abu2 mb10">{escape(self.summary(record))}</div><div class="f14 abu2 '
            f'mb20">Tayang: '
            f"{full_date(record.published)} {record.published:%H:%M} {self.house.clock}</div><div class="
            f'"f14 bld">Penulis: {escape(record.author or "")} | Editor: {escape(record.editor or "")}</div>'
            f'<div id="artimg"><img src="{BLANK}" data-src="{source}" alt="{words}"><noscript><img src="{source}" '
            f'alt="{words}"></noscript><div class="f12 abu2">{words}</div></div>'
            f'<div class="sisi-artikel teks-artikel multi-ukuran">{body}</div>'
            f'<div class="f14 abu2">Sumber: <a href="{self.house.base}">{escape(self.house.name)}</a></div>'
            '<div class="f14">Ikuti kami di <a href="https://news.google.com/">Google News</a></div><div '
            'class="f14">Dapatkan '
            "berita pilihan di saluran WhatsApp dan Telegram kami</div>"
            f'<div id="komentar"><script src="{self.house.base}/js/komentar.js?url={record.path}"></script></div>'
            f'<div class="f12 abu2">{DISCLAIMER}</div><h3 class="f20">Berita Terkini</h3>'
            f"{self.cards(self.others(record, 8, 'kini'), 'kini')}"
        )
        script = f"<script>var artikelTeks = {json.dumps(whole)}; var artikelId = {record.number};</script>"
        return self.frame(record.title, main + script, self._metadata(record))

    def _metadata(self, record: Record) -> str:
        return (
            f'<link rel="canonical" href="{record.url}"><link rel="amphtml" href="{self.house.base}/amp{record.path}">'
            f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(record.title)}">'
            f'<meta property="og:url" content="{record.url}"><meta property="og:site_name" content="{self.house.name}">'
            f'<meta property="article:published_time" content="{record.published.isoformat()}">'
            f'<meta name="author" content="{escape(record.author or "")}">'
        )

    def _amp(self, record: Record, body: str) -> str:
        return (
            f'<!doctype html><html amp lang="id"><head><meta charset="utf-8"><title>{escape(record.title)}</title>'
            f'<link rel="canonical" href="{record.url}"></head><body><h1>{escape(record.title)}</h1><div>Penulis: '
            f"{escape(record.author or '')} | Editor: "
            f"{escape(record.editor or '')}</div><div>{full_date(record.published)} "
            f'{record.published:%H:%M} {self.house.clock}</div><div class="teks-artikel">{body}</div></body></html>'
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The floats around a main part; the day's date on top."""
        menu = "".join(
            f'<li class="fl mr10"><a href="/{section}">{section.title()}</a></li>' for section in self.sections
        )
        tags = "".join(f'<a class="f12" href="/tag/{tag_slug(tag)}">{tag}</a> ' for tag in self.tags[:20])
        promo = escape("Baca koran digital setiap pagi, lengkap dengan rubrik daerah dan olahraga.")
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{escape(self.house.name)}"
            f'</title>{head}</head><body><div class="atas abu2 f12">{full_date(self.now)}</div><ul class="menu '
            f'ovh">{menu}</ul>'
            f'<div class="fl w677">{main}</div><div class="fr w300"><div class="sisi-artikel"><p>{promo}</p>'
            f'{self.cards(self.live[:6], "populer")}</div><div>{tags}</div></div><div class="cl2 '
            f'f12">{self.static_links()} '
            f'<a href="/penulis/redaksi">Penulis</a> <a href="/index-news">Indeks</a></div></body></html>'
        )
