"""Local WordPress with a national portal theme: one town, one shared host."""

import json
import re
from html import escape

from demo.newsroom.addresses import PORTAL_PER_PAGE
from demo.newsroom.calendar import full_date, iso_utc, long_date
from demo.newsroom.exchange import XML, Reply, Request, redirect
from demo.newsroom.feeds import rss, sitemap, sitemap_index
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, chunks, tag_slug, window
from demo.newsroom.templates.portal_rest import posts_reply

PER_LIST, PER_FEED = 10, 10
SHORT_LINK_SERVES = ("kabar-metro", "tutup-warta")  # elsewhere it redirects
FULL_FEED = ("kabar-metro", "tutup-warta")
CLOSED_REST = ("suara-mahakam",)
REMARKS = (
    "Mantap, lanjutkan!", "Semoga bukan janji belaka ya pak.", "Di kampung saya malah sebaliknya.", "Kok pendek?",
    "Admin, tolong liput jalan di tempat kami.", "Setuju sekali dengan narasumbernya.", "Terima kasih infonya.",
    "Hadir menyimak dari perantauan.",
)  # fmt: skip
MASS_UPDATE = "2025-06-30T03:14:07+00:00"


class Portal(Site):
    """A site of this template."""

    static_slash = "/"
    sitemap = "/wp-sitemap.xml"

    def answer(self, request: Request) -> Reply | None:
        """Articles, ways in, lists."""
        path = request.path
        if path == "/":
            return self._front(request)
        if path == "/feed/":
            return self._feed(request)
        if path.startswith("/wp-"):
            return self._machine(request)
        page = re.fullmatch(r"/page/(\d+)/", path)
        if page:
            shown = self._searched(request) if "s" in request.query else self.live
            return self._list("Beranda", shown, int(page[1]))
        listing = re.fullmatch(r"/(category|tag|author)/([a-z0-9-]+)/(?:page/(\d+)/)?", path)
        if listing:
            return self._archive(listing[1], listing[2], int(listing[3] or 1))
        day = re.fullmatch(r"/(\d{4})/(\d{2})/(?:page/(\d+)/)?", path)
        if day:
            shown = [one for one in self.live if f"{one.published:%Y%m}" == day[1] + day[2]]
            return self._list(f"Arsip {day[1]}", shown, int(day[3] or 1))
        return self._article(request)

    def barred_paths(self, record: Record) -> list[str]:
        """The slug, with all that hangs below it, and the short link."""
        return [record.path.rstrip("/"), f"/?p={record.number}$"]

    def _article(self, request: Request) -> Reply | None:
        found = re.fullmatch(r"/([^/]+)(/amp)?(?:/(\d+))?(/?)", request.path)
        if not found:
            return None
        slug, amp, number, slash = found.groups()
        if any(one.path == f"/{slug}/" for one in self.withdrawn):
            return self.buried("gone")
        record = next((one for one in self.live if one.path == f"/{slug}/"), None)
        if record is None:
            return None
        if amp or request.query.get("amp") == "1":
            return self.page_reply(record, self._amp(record))
        if not slash:
            return redirect(record.url + (f"{number}/" if number else ""))
        parts = chunks(record.paragraphs, PORTAL_PER_PAGE)
        at = int(number or 1)
        if number and not 1 < at <= len(parts):
            return redirect(record.url)
        reply = self.page_reply(record, self._page(record, parts, at))
        return self.troubled(record, reply) if at == 1 else reply

    def _front(self, request: Request) -> Reply | None:
        if "p" in request.query:
            record = self.by_number.get(request.number("p", 0))
            if record is None:
                return None
            if self.house.id not in SHORT_LINK_SERVES:
                return redirect(record.url)
            return self.page_reply(record, self._page(record, chunks(record.paragraphs, PORTAL_PER_PAGE), 1))
        if "s" in request.query:
            return self._list(f"Hasil pencarian {escape(request.query['s'])}", self._searched(request), 1)
        return self._list("Beranda", self.live, 1, self.dead_cards())

    def _searched(self, request: Request) -> list[Record]:
        return self.found(request.query["s"]) or self.live  # an unknown word shows the newest

    def _archive(self, kind: str, slug: str, page: int) -> Reply | None:
        if kind == "category":
            shown = self.in_section(slug)
        elif kind == "tag":
            shown = self.tagged(slug)
        else:
            shown = self.live if slug == "admin" else []
        return self._list(f"{kind.title()}: {slug}", shown, page) if shown else None

    def _list(self, title: str, shown: list[Record], page: int, more: str = "") -> Reply | None:
        rows = window(shown, page, PER_LIST)
        if not rows:
            return None
        items = "".join(
            f'<div class="kp-kotak"><h2><a href="{self.link(one, title)}">{escape(one.title)}</a></h2>'
            f"<span>{long_date(one.published)}</span><p>{escape(one.paragraphs[0][:110])}…</p></div>"
            for one in rows
        )
        after = f'<a class="next" href="/page/{page + 1}/">Berikutnya</a>' if len(shown) > page * PER_LIST else ""
        return Reply(self.frame(title, f"<h1>{title}</h1>{items}{after}{more}"))

    def _feed(self, request: Request) -> Reply | None:
        rows = window(self.live, request.number("paged"), PER_FEED)
        if not rows:
            return None
        full = self.house.id in FULL_FEED
        items = []
        for one in rows:
            words = " ".join(one.paragraphs).split()
            short = escape(" ".join(words[:55])) + (" [&#8230;]" if len(words) > 55 else "")
            items.append((one.title, one.url, one.published, short, self.content(one) if full else None))
        return Reply(rss(self.house.name, self.house.base, items), type="application/rss+xml; charset=UTF-8",
                     modified=self.changed)  # fmt: skip

    def _machine(self, request: Request) -> Reply | None:
        path, base = request.path, self.house.base
        if path == "/wp-sitemap.xml":
            names = ("posts-post-1", "posts-page-1", "taxonomies-category-1", "users-1")
            return Reply(sitemap_index((f"{base}/wp-sitemap-{name}.xml", None) for name in names), type=XML)
        if path == "/wp-sitemap-posts-post-1.xml":
            return Reply(sitemap((one.url, None) for one in reversed(self.live)), type=XML)
        if path == "/wp-sitemap-posts-page-1.xml":
            pages = ("redaksi", "pedoman-media-siber", "kebijakan-privasi")
            return Reply(sitemap((f"{base}/{page}/", None) for page in pages), type=XML)
        if path == "/wp-sitemap-taxonomies-category-1.xml":
            return Reply(sitemap((f"{base}/category/{section}/", None) for section in self.sections), type=XML)
        if path == "/wp-sitemap-users-1.xml":
            return Reply(sitemap([(f"{base}/author/admin/", None)]), type=XML)
        if path == "/wp-json/wp/v2/posts":
            if self.house.id in CLOSED_REST:
                error = {
                    "code": "rest_not_logged_in",
                    "message": "You are not currently logged in.",
                    "data": {"status": 401},
                }
                return Reply(json.dumps(error), 401, "application/json; charset=UTF-8")
            return posts_reply(self, request, self.content)
        return None

    def content(self, record: Record) -> str:
        """The text as WordPress hands it out: with the links that the theme puts in."""
        return "\n".join(self._body(record, list(record.paragraphs), 1))

    def _body(self, record: Record, paragraphs: list[str], page: int) -> list[str]:
        related = self.others(record, 5, "isi")
        lines = ["<p>Advertorial Kota</p>"] if record.paid and page == 1 else []
        for n, paragraph in enumerate(paragraphs, 1):
            start = f"<strong>{escape(record.dateline.upper())}</strong> &#8211; " if n == 1 and page == 1 else ""
            lines.append(f"<p>{start}{escape(paragraph)}</p>")
            if n in (2, 5):
                other = related[n % 2]
                lines.append(f'<p>Baca Juga  <a href="{self.link(other, "baca")}">{escape(other.title)}</a></p>')
            if n == 3:
                lines.append("<p>&nbsp;</p>")
                links = "".join(
                    f'<div><a href="{self.link(one, "kotak")}">{escape(one.title)}</a></div>' for one in related[2:]
                )
                lines.append(f'<div class="kp-terkait-dalam"><b>Berita Terkait</b>{links}</div>')
        return lines

    def _page(self, record: Record, parts: list[list[str]], at: int) -> str:
        body = self._body(record, parts[at - 1], at)
        title = escape(record.title)
        share = '<div class="kp-bagi">Facebook Twitter WhatsApp Telegram Pinterest Email</div>'
        photo = ""
        if record.caption:
            words = escape(record.caption)
            photo = (
                f'<div class="kp-foto"><img src="/wp-content/uploads/{record.number}.jpg" '
                f'alt="{words}"><span>{words}</span>'
                f'<p class="kp-keterangan">{words}</p></div>'
            )
        head_matter = (
            f'<div class="kp-lightbox">1 &times;</div><p>{title}</p><div class="kp-sebar">'
            f"Sebarkan artikel ini</div>{photo}"
        )
        last = at == len(parts)
        signature = f"<p>{'(red/Adv)' if record.paid else '(red)'}</p>" if last else ""
        foot = (
            f'<footer class="entry-footer"><div>Writer: {escape(record.author or "")}</div>'
            f'<div>Editor: {escape(record.editor or "")}</div><div>Sumber Berita: <a href="{self.house.base}/">'
            f"{escape(self.house.name)}</a></div></footer>"
        )
        pager = ""
        if len(parts) > 1:
            links = " ".join(
                f"<span>{n}</span>" if n == at else f'<a href="{record.url}{f"{n}/" if n > 1 else ""}">{n}</a>'
                for n in range(1, len(parts) + 1)
            )
            pager = f'<div class="page-links">Halaman: {links}</div>'
        tags = " ".join(f"tag-{tag_slug(tag)}" for tag in record.tags)
        main = (
            f'<article id="post-{record.number}" class="post-{record.number} post type-post status-publish '
            f'category-{record.section} {tags}"><header class="entry-header"><div class="kp-rubrik">'
            f'<a href="/category/{record.section}/">{record.section.title()}</a></div><h1 '
            f'class="entry-title">{title}</h1>'
            f'<div class="kp-meta"><a href="/author/admin/">admin</a> <time class="entry-date published" '
            f'datetime="{record.published.isoformat()}">{full_date(record.published)} - {record.published:%H:%M} '
            f'{self.house.clock}</time><time class="updated" style="display:none" datetime="{MASS_UPDATE}">30 Juni 2025'
            f'</time></div></header><div class="entry-content kp-isi-tulisan">{head_matter}{"".join(body)}{share}'
            f"{signature}{foot}{pager}</div></article>{self._comments(record)}"
            f'<div class="kp-bawah"><h3>Berita Lainnya</h3>{self.cards(self.others(record, 6, "bawah"), "bawah")}</div>'
        )
        return self.frame(record.title, main, self._metadata(record))

    def _metadata(self, record: Record) -> str:
        base = self.house.base
        graph = [
            {"@type": "WebSite", "@id": f"{base}/#website", "url": f"{base}/", "name": self.house.name},
            {"@type": "Person", "@id": f"{base}/#admin", "name": "admin", "url": f"{base}/author/admin/"},
            {
                "@type": "WebPage", "@id": record.url, "url": record.url, "name": f"{record.title} - {self.house.name}",
                "datePublished": iso_utc(record.published), "dateModified": MASS_UPDATE,
            },
            {
                "@type": "NewsArticle", "headline": record.title, "datePublished": iso_utc(record.published),
                "dateModified": MASS_UPDATE, "author": {"@id": f"{base}/#admin"}, "mainEntityOfPage": record.url,
            },
        ]  # fmt: skip
        data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
        return (
            f'<link rel="canonical" href="{record.url}"><link rel="shortlink" href="{base}/?p={record.number}">'
            f'<link rel="amphtml" href="{record.url}amp/"><meta property="og:type" content="article">'
            f'<meta property="og:title" content="{escape(record.title)}"><meta property="og:url" '
            f'content="{record.url}">'
            f'<meta property="og:site_name" content="{escape(self.house.name)}">'
            f'<meta property="article:published_time" content="{record.published.isoformat()}">'
            f'<meta property="article:modified_time" content="{MASS_UPDATE}">'
            f'<script type="application/ld+json" class="seo-graph">{data}</script>'
        )

    def _comments(self, record: Record) -> str:
        first = escape(record.paragraphs[0].split(". ")[0])
        other = self.others(record, 1, "komentar")
        link = f'<a href="{other[0].url}">{other[0].url}</a>' if other else ""
        remarks = [f"“{first}” Nah, ini yang saya tunggu.", f"Bandingkan dengan berita ini: {link}", *REMARKS]
        rows = "".join(f'<li class="comment"><b>Pembaca {n}</b><p>{text}</p></li>' for n, text in enumerate(remarks, 1))
        return (
            f'<div id="comments" class="comments-area"><h3>10 Komentar</h3><ol>{rows}</ol><p>Alamat email Anda tidak '
            f"akan "
            "dipublikasikan. Ruas yang wajib ditandai *</p></div>"
        )

    def _amp(self, record: Record) -> str:
        lines = self._body(record, list(record.paragraphs), 1)
        return (
            f'<!doctype html><html amp lang="id"><head><meta charset="utf-8"><title>{escape(record.title)}</title>'
            f'<link rel="canonical" href="{record.url}"></head><body><article><h1>{escape(record.title)}</h1>'
            f'<time datetime="{record.published.isoformat()}">{full_date(record.published)}</time>'
            f'<div class="amp-isi">{"".join(lines)}<p>Writer: '
            f"{escape(record.author or '')}</p></div></article></body></html>"
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The theme around a main part."""
        menu = "".join(f'<li><a href="/category/{section}/">{section.title()}</a></li>' for section in self.sections)
        tags = "".join(f'<a href="/tag/{tag_slug(tag)}/">{tag}</a> ' for tag in self.tags[:20])
        side = self.cards(self.live[:5], "samping")
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{escape(self.house.name)}"
            f'</title>{head}<link rel="alternate" type="application/rss+xml" href="{self.house.base}/feed/"></head>'
            f'<body class="kp-tema"><div class="kp-atas">{full_date(self.now)}</div><nav><ul '
            f'class="kp-menu">{menu}</ul>'
            f'<form action="/"><input name="s"></form></nav><main>{main}</main><aside '
            f'class="kp-samping"><h3>Populer</h3>'
            f'{side}<div class="tagcloud">{tags}</div></aside><footer class="kp-kaki">{self.static_links()}<p>© '
            f"{self.now.year} {escape(self.house.name)}</p></footer></body></html>"
        )
