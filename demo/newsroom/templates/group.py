"""A press group's shared platform: related lines that outnumber sentences, and data that do not parse."""

import re
from datetime import datetime, timedelta
from html import escape

from demo.newsroom.addresses import GROUP_PER_PAGE
from demo.newsroom.exchange import XML, Reply, Request
from demo.newsroom.feeds import news_sitemap
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, chunks, tag_slug, window

PER_LIST, OFFSET = 10, 15
WRAP = "w-full md:w-2/3 px-2 py-4 mb-6 flex flex-col items-start border-b border-gray-100 rounded-sm shadow-sm"


class Group(Site):
    """A site of this template."""

    sitemap = "/sitemap-news.xml"

    def answer(self, request: Request) -> Reply | None:
        """Articles, ways in, lists."""
        path = request.path
        found = re.fullmatch(r"(/amp)?/(\d+)/([^/]+)(?:/(\d+))?/?", path)
        if found:
            record = self.by_number.get(int(found[2]))
            if record is None:
                return None
            return self._amp(record) if found[1] else self._article(record, int(found[4] or 0), request)
        if path == "/":
            return self._list("Beranda", self.live[:15], self.dead_cards())
        if path == "/indeks":
            return self._by_day(request)
        if path == "/sitemap-news.xml":
            recent = [one for one in self.live if self.now - one.published <= timedelta(hours=48)]
            twins = ((f"{self.house.base}/amp{one.path}", one.title, one.published) for one in recent)
            return Reply(news_sitemap(self.house.name, twins), type=XML)
        if path == "/search":
            return self._list("Cari", self.found(request.query.get("q", ""))[:15])
        listing = re.fullmatch(r"/(tag|kategori|penulis)/([a-z0-9-]+)", path)
        if listing:
            ways = {"tag": self.tagged, "kategori": self.in_section}
            shown = ways.get(listing[1], lambda _: self.live)(listing[2])
            rows = window(shown, request.number("page"), PER_LIST)
            return self._list(listing[2], rows) if rows else None
        return None

    def _by_day(self, request: Request) -> Reply | None:
        parts = request.query.get("date", f"{self.now:%d-%m-%Y}").split("-")
        try:
            day = datetime(int(parts[2]), int(parts[1]), int(parts[0]), tzinfo=self.house.zone)
        except (ValueError, IndexError):
            return None
        shown = [one for one in self.live if day <= one.published < day + timedelta(days=1)]
        return self._list("Indeks", window(shown, request.number("page"), PER_LIST))

    def _list(self, title: str, rows: list[Record], more: str = "") -> Reply:
        cards = "".join(
            f'<div class="{WRAP}"><a class="text-lg font-bold text-gray-900 hover:text-red-700" '
            f'href="{self.link(one, title)}">'
            f"{escape(one.title)}</a></div>"
            for one in rows
        )
        return Reply(self.frame(title, f'<div class="text-2xl font-black">{escape(title)}</div>{cards}{more}'))

    def marks(self, record: Record, text: str) -> str:
        """The text as the platform keeps it: on half of the pages quotation marks with a backslash."""
        if record.number // 7 % 2:
            text = re.sub('[“”"]', '\\\\"', text)
        return escape(text, quote=False)

    def is_run_together(self, record: Record) -> bool:
        """Whether the article is one single paragraph with no blank after full stops."""
        return record.number // 7 % 8 == 3

    def _article(self, record: Record, offset: int, request: Request) -> Reply:
        parts = chunks(record.paragraphs, GROUP_PER_PAGE)
        at = offset // OFFSET if offset % OFFSET == 0 else 0
        at = at if at < len(parts) else 0  # beyond the end: page one again
        if self.is_run_together(record):
            parts, at = [list(record.paragraphs)], 0
        body = self._body(record, parts[at], at == 0, at == len(parts) - 1)
        links = " ".join(
            f'<a class="px-3 py-1 border" href="{record.url}{f"/{OFFSET * n}" if n else ""}">{n + 1}</a>'
            for n in range(len(parts))
        )
        pager = f'<div class="flex gap-2 my-4">{links}</div>' if len(parts) > 1 else ""
        photo = self._photo(record) if at == 0 else ""
        reads = f"{record.number % 3 + 1}.{record.number % 900 + 100}"
        main = (
            f'<h1 class="text-3xl font-black leading-tight text-gray-900 mb-2">{escape(record.title)}</h1>'
            f'<div class="flex gap-4 text-xs text-gray-500"><span>0 Shares</span><span>Dibaca {reads} '
            f"kali</span></div>{photo}"
            f'<div class="text-gray-800 text-lg leading-8 tracking-wide md:text-xl">{body}</div>{pager}'
            f'<img src="{self.house.base}/p.gif?id={record.number}" width="1" height="1" alt="">'
            f'<div class="{WRAP}"><b>TERKAIT</b>{self.cards(self.others(record, 6, "terkait"), "terkait")}</div>'
        )
        reply = self.page_reply(record, self.frame(record.title, main, self._metadata(record)))
        return self.troubled(record, reply) if at == 0 and request.path == record.path else reply

    def _body(self, record: Record, paragraphs: list[str], first: bool, last: bool) -> str:
        texts = [self.marks(record, paragraph) for paragraph in paragraphs]
        if first:
            texts[0] = f"<b>{record.dateline.upper()}, RADARRAFLESIA.TEST</b> - {texts[0]}"
        sign = f"({record.author})" if last else ""
        if self.is_run_together(record):
            text = re.sub('([.!?][”"]?) ', r"\1", "".join(texts))
            return f"<p>{text}{sign}</p>"
        related = self.others(record, 7, "baca")
        open_, close = ('<div class="mb-5 font-serif">', "</div>") if record.number // 7 % 2 == 0 else ("<p>", "</p>")
        lines = []
        for n, text in enumerate(texts):
            lines.append(f"{open_}{text}{close}")
            # Twice between most paragraphs, so that these lines outnumber the sentences.
            for other in (related[2 * n % 7], related[(2 * n + 1) % 7])[: 2 if n % 3 != 1 else 1]:
                lines.append(
                    f"{open_}<strong>BACA JUGA:<a "
                    f'href="{self.link(other, f"baca{n}")}">{escape(other.title)}</a></strong>{close}'
                )
        return "".join(lines) + (f"{open_}{sign}{close}" if sign else "")

    def _photo(self, record: Record) -> str:
        if not record.caption:
            return ""
        sources = "".join(
            f'<source media="(min-width:{width}px)" srcset="/f/{record.number}-{width}.webp {width}w">'
            for width in (640, 1024)
        )
        return (
            f'<picture class="w-full h-auto object-cover">{sources}<img src="/f/{record.number}.jpg" alt="image '
            f'description">'
            f'</picture><div class="text-xs">image description</div><div class="text-xs text-gray-500">'
            f"{escape(record.caption)}</div>"
        )

    def _metadata(self, record: Record) -> str:
        following = self.others(record, 1, "berikut")[0]
        # Neither the line break within the text nor the last comma is JSON.
        data = (
            '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "'
            + record.title.replace('"', "'")
            + '", "description": "'
            + record.paragraphs[0][:60].replace('"', "'")
            + "\n"
            + record.paragraphs[0][60:120].replace('"', "'")
            + f'", "datePublished": "{record.published.isoformat()}", '
            + '"author": {"@type": "Person", "name": "admin"},}'
        )
        return (
            f'<link rel="canonical" href="{record.url}"><link rel="amphtml" href="{self.house.base}/amp{record.path}">'
            f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(record.title)}">'
            f'<meta property="og:url" content="{record.url}"><meta property="og:description" '
            f'content="{escape(following.paragraphs[0][:160])}"><script type="application/ld+json">{data}</script>'
        )

    def _amp(self, record: Record) -> Reply:
        body = self._body(record, list(record.paragraphs), True, True)
        page = (
            f'<!doctype html><html amp lang="id"><head><meta charset="utf-8"><title>{escape(record.title)}</title>'
            f'<link rel="canonical" '
            f'href="{record.url}">{self._metadata(record).split("<meta property")[0]}</head><body>'
            f"<h1>{escape(record.title)}</h1><div>{body}</div></body></html>"
        )
        return self.page_reply(record, page)

    def frame(self, title: str, main: str, head: str = "") -> str:
        """Utility classes around a main part."""
        menu = "".join(
            f'<a class="px-4 py-2 text-sm font-semibold uppercase" href="/kategori/{section}">{section}</a>'
            for section in self.sections
        )
        tags = "".join(f'<a class="text-xs px-2" href="/tag/{tag_slug(tag)}">{tag}</a>' for tag in self.tags[:20])
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{self.house.name}</title>"
            f'{head}</head><body class="bg-white antialiased"><div class="flex overflow-x-auto bg-red-700 '
            f'text-white">{menu}'
            f'</div><div class="container mx-auto flex flex-wrap"><div class="w-full md:w-2/3">{main}</div><div '
            f'class="w-full md:w-1/3 text-sm">{self.cards(self.live[:7], "kanan")}{tags}</div></div><div '
            f'class="text-xs '
            f'text-gray-400">{self.static_links()} <a href="/penulis/redaksi">Penulis</a> © '
            f"{self.now.year}</div></body></html>"
        )
