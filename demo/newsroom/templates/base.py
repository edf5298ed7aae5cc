"""What every outlet's site has, whatever its template."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from zlib import crc32

from demo.newsroom.addresses import place_article
from demo.newsroom.exchange import TEXT, Reply, Request
from demo.newsroom.houses import House
from demo.newsroom.records import Record
from demo.newsroom.robots import robots_text
from demo.newsroom.templates.house_pages import STATIC_PAGES

TRACKERS = (
    "?utm_source=terkait&utm_medium=web", "?fbclid=IwAR0x7Qd", "?source=widget&medium=baca", "#komentar",
    "?_ga=2.118.7731.16", "?utm_source=wa#isi",
)  # fmt: skip
DEAD = (
    ("gone", "Bawaslu Tangani Laporan yang Kemudian Dicabut Redaksi"),
    ("missing", "Netralitas ASN Dibahas dalam Diskusi yang Batal Digelar"),
    ("missing", "Jadwal Imsakiyah yang Sudah Kedaluwarsa Tahun Lalu"),
    ("missing", "Harga Emas Hari Ini di Pegadaian Tidak Tersedia"),
    ("soft", "Wali Kota Minta ASN Netral dalam Berita yang Terhapus"),
    ("soft", "Lowongan Kerja Perusahaan yang Telah Ditutup"),
)
SOFT = "Halaman tidak ditemukan"


class Site(ABC):
    """One outlet's site: its records as pages, the ways to them, and what is no article."""

    static_slash = ""  # what static paths end in
    sitemap = "/sitemap.xml"

    def __init__(self, house: House, records: Sequence[Record], now: datetime) -> None:
        self.house = house
        self.now = now.astimezone(house.zone)
        own = sorted((one for one in records if one.outlet == house.id), key=lambda one: (one.published, one.number))
        self.withdrawn = [one for one in own if one.status == "withdrawn"]
        self.unpublished = [one for one in own if one.status in ("draft", "scheduled")]
        self.live = [one for one in reversed(own) if one.status == "published"]  # newest first
        self.by_number = {one.number: one for one in self.live}
        self.elsewhere = [one for one in records if one.barred and one.outlet != house.id and one.relevance == "core"]
        old_core = [one for one in own if one.relevance == "core" and not (one.copy_of or one.barred or one.national)]
        plain = [one for one in old_core if one.status == "published"]
        self.slow = plain[1].number if len(plain) > 4 else None
        self.breaking = plain[3].number if len(plain) > 4 else None
        self.dead: dict[str, str] = {}
        self.dead_links: list[tuple[str, str]] = []
        if not house.small:
            self._bury()

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that this site answers under."""
        return (self.house.host,)

    @property
    def changed(self) -> datetime:
        """When the site last changed."""
        return max(one.updated or one.published for one in self.live)

    def respond(self, request: Request) -> Reply:
        """Answer whatever is asked for."""
        if request.path == "/robots.txt":
            return self.robots(request)
        state = self.dead.get(request.path.rstrip("/"))
        if state is not None:
            return self.buried(state)
        known = self.static(request)
        reply = known if known is not None else self.answer(request)
        return reply if reply is not None else self.missing()

    @abstractmethod
    def answer(self, request: Request) -> Reply | None:
        """A page of this template, or None where there is none."""

    @abstractmethod
    def frame(self, title: str, main: str, head: str = "") -> str:
        """A whole page around its main part."""

    def robots(self, request: Request) -> Reply:
        """robots.txt; one outlet's server is out of order there."""
        if self.house.robots == "closed":
            return Reply("Service Unavailable", 503, TEXT)
        barred = [path for one in self.live if one.barred for path in self.barred_paths(one)]
        return Reply(robots_text(self.house, self.house.base + self.sitemap, barred), type=TEXT)

    def barred_paths(self, record: Record) -> list[str]:
        """The paths of a barred article and of its twins."""
        return [record.path]

    def missing(self) -> Reply:
        """An honest 404."""
        return Reply(self.frame("404", f"<h2>404</h2><p>{SOFT}.</p>"), 404)

    def buried(self, state: str) -> Reply:
        """What stands at the address of an article that is no more."""
        if state == "gone":
            return Reply(self.frame("410", "<h2>410</h2><p>Berita ini telah ditarik.</p>"), 410)
        if state == "soft":
            lost = (
                "<p>Maaf, laman yang Anda cari mungkin sudah dihapus atau dipindahkan. Silakan kembali ke beranda.</p>"
            )
            return Reply(self.frame(SOFT, f"<h1>{SOFT}</h1>{lost}{self.cards(self.live[:8], 'hilang')}"))
        return self.missing()

    def static(self, request: Request) -> Reply | None:
        """Pages about the outlet itself."""
        slug = request.path.strip("/")
        page = STATIC_PAGES.get(slug)
        if page is None:
            return None
        if self.static_slash and not request.path.endswith("/"):
            return None
        title, lines = page
        text = "".join(f"<p>{escape(line.replace('NAMA', self.house.name))}</p>" for line in lines)
        if slug == "redaksi":
            names = ", ".join((*self.house.editors, *self.house.people))
            text += f"<p>Penanggung jawab dan wartawan: {escape(names)}.</p>"
        form = "<form method='post'><input name='user'><input name='pass' type='password'></form>"
        return Reply(self.frame(title, f"<h1>{title}</h1>{text}{form if slug == 'login' else ''}"))

    def static_links(self) -> str:
        """Links to the outlet's own pages."""
        return " ".join(
            f'<a href="/{slug}{self.static_slash}">{title}</a>' for slug, (title, _) in STATIC_PAGES.items()
        )

    def page_reply(self, record: Record, body: str | bytes, kind: str = "text/html; charset=utf-8") -> Reply:
        """An article's page with its validators and its troubles."""
        return Reply(body, type=kind, modified=record.updated or record.published)

    def troubled(self, record: Record, reply: Reply) -> Reply:
        """The slow page, and the one that breaks off."""
        return replace(reply, wait=record.number == self.slow, breaks=record.number == self.breaking)

    def link(self, record: Record, salt: str) -> str:
        """An article's address as links carry it, with trackers and fragments now and then."""
        dice = crc32(f"{record.id}:{salt}".encode())
        joined = record.url + (TRACKERS[dice // 5 % len(TRACKERS)] if dice % 5 == 0 else "")
        return escape(joined.replace("?", "&", 1) if joined.count("?") > 1 else joined)

    def card(self, record: Record, salt: str) -> str:
        """One article in a list."""
        return f'<li><a href="{self.link(record, salt)}">{escape(record.title)}</a></li>'

    def cards(self, records: Sequence[Record], salt: str) -> str:
        """A list of articles."""
        return "<ul>" + "".join(self.card(one, salt) for one in records) + "</ul>"

    def dead_cards(self) -> str:
        """Links to articles that are no more, and to one on another outlet that may not be fetched."""
        rows = [f'<li><a href="{escape(self.house.base + path)}">{title}</a></li>' for title, path in self.dead_links]
        rows += [f'<li><a href="{escape(one.url)}">{escape(one.title)}</a> (mitra)</li>' for one in self.elsewhere[:2]]
        return f"<ul>{''.join(rows)}</ul>"

    def others(self, record: Record, count: int, salt: str) -> list[Record]:
        """Some other articles, the same for the same article and purpose."""
        if len(self.live) < count + 2:
            return [one for one in self.live if one.id != record.id][:count]
        start = crc32(f"{record.id}:{salt}".encode()) % len(self.live)
        ring = [one for one in self.live[start:] + self.live[:start] if one.id != record.id and one.kind == "news"]
        return ring[:count]

    def in_section(self, section: str) -> list[Record]:
        """The articles of a section."""
        return [one for one in self.live if one.section == section]

    def tagged(self, slug: str) -> list[Record]:
        """The articles with a tag; the slug stands for the tag."""
        return [one for one in self.live if slug in {tag_slug(tag) for tag in one.tags}]

    def found(self, words: str) -> list[Record]:
        """The articles that hold all the words."""
        wanted = re.findall(r"\w+", words.lower())
        return [
            one for one in self.live if all(word in " ".join((one.title, *one.paragraphs)).lower() for word in wanted)
        ]

    @property
    def sections(self) -> list[str]:
        """The sections that there are."""
        return sorted({one.section for one in self.live})

    @property
    def tags(self) -> list[str]:
        """The tags that there are."""
        return sorted({tag for one in self.live for tag in one.tags})

    def _bury(self) -> None:
        for n, (state, title) in enumerate(DEAD):
            day = datetime(2024, 3 + n, 10 + n, 8, 30)
            number = self.live[-1].number - 900 + 13 * n
            path = place_article(self.house, number, title, day, "politik", 4, False).path
            self.dead[path.rstrip("/")] = state
            self.dead_links.append((title, path))


def tag_slug(tag: str) -> str:
    """A tag in an address."""
    return tag.replace(" ", "-")


def window(records: Sequence[Record], page: int, size: int) -> list[Record]:
    """One page of a list; pages count from 1."""
    return list(records[(page - 1) * size : page * size]) if page > 0 else []


def chunks(paragraphs: Sequence[str], size: int) -> list[list[str]]:
    """A text over several pages."""
    return [list(paragraphs[at : at + size]) for at in range(0, len(paragraphs), size)] or [[]]
