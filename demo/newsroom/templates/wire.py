"""Bureau of a wire agency: one program on many hosts, the number alone counts."""

import gzip
import json
import re
from html import escape

from demo.newsroom.addresses import MAIN_WIRE, PARAGRAPHS_PER_PAGE
from demo.newsroom.calendar import full_date
from demo.newsroom.exchange import XML, Reply, Request
from demo.newsroom.feeds import rss, sitemap
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, chunks, tag_slug, window

PER_LIST, FEED_ITEMS, SITEMAP_ITEMS = 10, 30, 20
GZIP_FEED, MARKED_FEED = "bahari-biro", "pesisir-biro"  # gzip without a header; byte-order mark
CANONICAL_ON_MAIN = "pesisir-biro"


class Wire(Site):
    """A bureau's site; the first bureau's also answers under the agency's main host."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The bureau's host; the first answers for the main host too."""
        return (self.house.host, "www.biro.test") if self.house.id == GZIP_FEED else (self.house.host,)

    def answer(self, request: Request) -> Reply | None:
        """Articles, ways in, lists."""
        path = request.path
        found = re.fullmatch(r"(/amp)?/berita/(\d+)(?:/.*)?", path)
        if found:
            record = self.by_number.get(int(found[2]))
            if record is None or (request.host == "www.biro.test" and not record.national):
                return None
            return self._amp(record) if found[1] else self._article(record, request)
        if path in ("/", "/terkini"):
            return self._list("Terkini", self.live, request, "/terkini", self.dead_cards() if path == "/" else "")
        if path == "/rss/terkini.xml":
            return self._feed()
        if path == "/search":
            return self._list("Pencarian", self.found(request.query.get("q", "")), request, "/search", empty=True)
        if path == "/sitemap.xml":
            return Reply(
                sitemap((one.url, (one.updated or one.published).isoformat()) for one in self.live[:SITEMAP_ITEMS]),
                type=XML,
            )
        tag = re.fullmatch(r"/(tag|rubrik|penulis)/([a-z0-9-]+)", path)
        if tag:
            shown = (
                self.tagged(tag[2]) if tag[1] == "tag" else self.in_section(tag[2]) if tag[1] == "rubrik" else self.live
            )
            return self._list(tag[2], shown, request, path) if shown else None
        return None

    def canonical(self, record: Record) -> str:
        """One bureau's national stories name the main host as theirs."""
        return MAIN_WIRE + record.path if record.national and self.house.id == CANONICAL_ON_MAIN else record.url

    def _list(
        self, title: str, shown: list[Record], request: Request, path: str, more: str = "", empty: bool = False
    ) -> Reply | None:
        page = request.number("page")
        rows = window(shown, page, PER_LIST)
        if not rows and not empty:
            return None
        cards = "".join(
            f'<div class="blok__kartu flex gap-4 mb-3"><a href="{self.link(one, title)}" class="blok__tautan text-lg">'
            f'{escape(one.title)}</a><span class="text-sm">{full_date(one.published)}</span></div>'
            for one in rows
        )
        query = f"q={escape(request.query['q'])}&amp;" if "q" in request.query else ""
        pager = f'<a rel="next" href="{path}?{query}page={page + 1}">Selanjutnya</a>'
        return Reply(self.frame(title, f"<h2>{escape(title)}</h2>{cards}{pager}{more}"))

    def _feed(self) -> Reply:
        items = [(one.title, one.url, one.published, escape(one.paragraphs[0]), None) for one in self.live[:FEED_ITEMS]]
        text = rss(self.house.name, self.house.base, items).encode()
        if self.house.id == GZIP_FEED:
            return Reply(gzip.compress(text, mtime=0), type="application/xml", headers={"X-Packed": "gz"})
        return Reply(b"\xef\xbb\xbf" + text, type=XML)

    def _article(self, record: Record, request: Request) -> Reply:
        parts = chunks(record.paragraphs, PARAGRAPHS_PER_PAGE)
        wanted = request.query.get("page", "1")
        at = min(max(1, request.number("page")), len(parts))
        paragraphs = list(record.paragraphs) if wanted == "all" else parts[at - 1]
        first = wanted == "all" or at == 1
        last = wanted == "all" or at == len(parts)
        body = self._body(record, paragraphs, first)
        pager = ""
        if len(parts) > 1:
            links = "".join(f'<a href="{record.path}?page={n}">{n}</a> ' for n in range(1, len(parts) + 1))
            pager = f'<div class="blok__halaman">{links}<a href="{record.path}?page=all">Tampilkan semua</a></div>'
        title = escape(record.title)
        year = record.published.year
        sign = (
            f'<p class="text-muted blok__tanda">Pewarta: {escape(record.author or "")}<br>Editor: '
            f"{escape(record.editor or '')}<br>Copyright &copy; BIRO {year}</p>"
            if last
            else ""
        )
        photo = ""
        if record.caption:
            photo = (
                f'<figure class="blok__foto w-full"><img src="/foto/{record.number}.jpg" alt="{title}">'
                f"<figcaption>{escape(record.caption)} "
                f"BIRO/{escape((record.author or '').upper())}</figcaption></figure>"
            )
        tags = ",".join(record.tags)
        words = sum(len(paragraph.split()) for paragraph in record.paragraphs)
        main = (
            f'<ol class="blok__remah list-none"><li><a href="/">Home</a></li><li><a href="/rubrik/{record.section}">'
            f'{record.section.title()}</a></li></ol><h1 class="blok__judul-berita text-3xl">{title}</h1>'
            f'<ul class="list-inline"><li class="list-inline-item">Waktu baca {max(1, words // 200)} menit</li>'
            f'<li class="list-inline-item">{record.number % 900 + 87} kali dibaca</li>'
            f'<li class="list-inline-item">{full_date(record.published)} {record.published:%H:%M} '
            f"{self.house.clock}</li></ul>"
            f'<div class="blok__label">id {escape(tags)}</div><div '
            f'class="blok__gambar"><span>{title}</span>{photo}</div>'
            f'<div class="blok__isi prose">{body}{sign}</div>{pager}<div class="blok__bagi"><a href="./whatsapp:/send">'
            f'WhatsApp</a> <a href="@{self.house.id.replace("-", "")}">Ikuti</a></div>'
            f'<div class="blok__terkait"><h3>Berita '
            f"Terkait</h3>{self.cards(self.others(record, 5, 'terkait'), 'terkait')}</div>"
        )
        reply = self.page_reply(record, self.frame(record.title, main, self._metadata(record)))
        return self.troubled(record, reply) if wanted == "1" and request.path == record.path else reply

    def _body(self, record: Record, paragraphs: list[str], first: bool) -> str:
        """Three large paragraphs, in which breaks separate the real ones; links after the second and the fifth."""
        related = self.others(record, 2, "baca")
        lines = []
        for n, paragraph in enumerate(paragraphs, 1):
            start = f"{escape(record.dateline)} (BIRO) - " if n == 1 and first else ""
            line = f"{start}{escape(paragraph)}"
            if n in (2, 5):
                other = related[0 if n == 2 else 1]
                line += (
                    f'<br><br><span class="blok__baca"><b>Baca juga: </b><a href="{self.link(other, "baca")}">'
                    f"{escape(other.title)}</a></span>"
                )
            lines.append(line)
        size = -(-len(lines) // 3)
        return "".join(f"<p>{'<br><br>'.join(lines[at : at + size])}</p>" for at in range(0, len(lines), size))

    def _metadata(self, record: Record) -> str:
        local = record.published.strftime("%Y-%m-%dT%H:%M:%S")
        data = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": record.title, "datePublished": local,
            "dateModified": local, "publisher": {"@type": "Organization", "name": self.house.name},
        }  # fmt: skip
        return (
            f'<link rel="canonical" href="{self.canonical(record)}"><link rel="amphtml" href="{self.house.base}/amp'
            f'{record.path}"><meta property="og:type" content="article"><meta property="og:title" '
            f'content="{escape(record.title)}"><meta property="og:url" content="{record.url}"><meta '
            f'property="og:image" '
            f'content="{self.house.base}/foto/{record.number}.jpg"><meta property="og:site_name" '
            f'content="{self.house.name}">'
            f'<meta property="og:description" content="{escape(record.paragraphs[0][:150])}">'
            f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
        )

    def _amp(self, record: Record) -> Reply:
        related = self.others(record, 2, "baca")
        lines = []
        for n, paragraph in enumerate(record.paragraphs, 1):
            start = f"{escape(record.dateline)} (BIRO) - " if n == 1 else ""
            lines.append(f"<p>{start}{escape(paragraph)}</p>")
            if n in (2, 5):
                lines.append(f"<p>Baca juga: {escape(related[0 if n == 2 else 1].title)}</p>")
        body = "".join(lines)
        sign = (
            f"<p>Pewarta: {escape(record.author or '')}<br>Editor: {escape(record.editor or '')}<br>"
            f"Copyright &copy; BIRO {self.now.year}</p>"
        )
        page = (
            f'<!doctype html><html amp lang="id"><head><meta charset="utf-8"><title>{escape(record.title)}</title>'
            f'<link rel="canonical" href="{self.canonical(record)}"></head><body><h1>{escape(record.title)}</h1>'
            f"<span>{full_date(record.published)} {record.published:%H:%M} {self.house.clock}</span>"
            f'<div class="amp__isi">{body}</div>{sign}<div class="amp__isi amp__cetak">{body}</div>{sign}</body></html>'
        )
        return self.page_reply(record, page)

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The grid around a main part."""
        menu = "".join(f'<li><a href="/rubrik/{section}">{section.title()}</a></li>' for section in self.sections)
        tags = "".join(f'<a href="/tag/{tag_slug(tag)}">#{tag}</a> ' for tag in self.tags[:25])
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{self.house.name}</title>"
            f'{head}</head><body><div class="bungkus mx-auto"><ul class="blok__menu flex">{menu}</ul>'
            f'<div class="grid grid-cols-12"><div class="col-span-8 blok__lebar">{main}</div><div class="col-span-4 '
            f'blok__sisi"><h3>Terpopuler</h3>{self.cards(self.live[5:12], "sisi")}<div>{tags}</div></div></div>'
            f'<div class="blok__kaki">{self.static_links()} <a href="/penulis/redaksi">Penulis</a> Copyright &copy; '
            f"BIRO "
            f"{self.now.year}</div></div></body></html>"
        )
