"""Larger local WordPress papers on a magazine theme: menus without end, and pages that never stop."""

import json
import re
from collections.abc import Sequence
from datetime import UTC
from html import escape

from demo.newsroom.addresses import OLD_THEME_ENDS
from demo.newsroom.calendar import full_date, long_date
from demo.newsroom.exchange import XML, Reply, Request, redirect
from demo.newsroom.feeds import sitemap, sitemap_index
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, tag_slug, window

PER_LIST, PER_SITEMAP, MENU_ITEMS = 8, 20, 40
LOST_SITEMAP = 2  # the child that answers 404
NO_RESULT = "<div class='mj_modul_hasil'><span>Tidak ada hasil</span> <a href='#'>Lihat semua hasil</a></div>"
COOKIES = (
    "We value your privacy. This website uses cookies to improve your experience while you navigate through the "
    "website.",
    "Out of these cookies, the cookies that are categorized as necessary are stored on your browser as they are "
    "essential.",
    "We also use third-party cookies that help us analyze and understand how you use this website, with your consent "
    "only.",
    "You also have the option to opt-out of these cookies, but opting out may have an effect on your browsing "
    "experience.",
)
MENU_WORDS = (
    "Beranda", "Utama", "Nagari", "Kota", "Kabupaten", "Provinsi", "Nasional", "Rantau", "Dunia", "Pasar", "Bank",
    "UMKM", "Properti", "Otomotif", "Gawai", "Kampus", "Sekolah", "Pesantren", "Kesehatan", "Resep", "Kuliner",
    "Jalan-jalan", "Adat", "Seni", "Buku", "Film", "Musik", "Sepak Bola", "Bulu Tangkis", "Silat", "Kriminal",
    "Pengadilan", "Cuaca", "Galeri", "Video", "Infografik", "Opini", "Tajuk", "Surat Pembaca", "Indeks Berita",
)  # fmt: skip


class Magazine(Site):
    """A site of this template."""

    static_slash = "/"
    sitemap = "/sitemap_index.xml"

    def answer(self, request: Request) -> Reply | None:
        """Articles, ways in, lists."""
        path = request.path
        old = re.fullmatch(r"/baca/(\d+)/([^/]+)(/?)", path)
        if old:
            record = self.by_number.get(int(old[1]))
            if record is None:
                return None
            return redirect(record.url if old[3] else f"{self.house.base}{path}/", 301 if old[3] else 302)
        front = re.fullmatch(r"/page/(\d+)/", path)
        if front:
            return self._list("Beranda", self.live, int(front[1]), "/", repeats=False)
        if path == "/":
            if "s" in request.query:
                return self._list("Pencarian", self.found(request.query["s"]), 1, "/", repeats=False)
            return self._list("Beranda", self.live, 1, "/", more=self.dead_cards())
        if path.endswith(".xml"):
            return self._sitemaps(path)
        if path == "/muat-lanjut":
            record = self.by_number.get(request.number("id", 0))
            return Reply(self._article_element(record, first=False)) if record else None
        listing = re.fullmatch(r"/(?:(tag|penulis)/)?([a-z0-9-]+)/(?:page/(\d+)/)?", path)
        if listing:
            return self._archive(listing[1] or "", listing[2], int(listing[3] or 1))
        day = re.fullmatch(r"/(\d{4})/(\d{2})/", path)
        if day:
            shown = [one for one in self.live if f"{one.published:%Y%m}" == day[1] + day[2]]
            return self._list(f"Arsip {day[1]}", shown, 1, "/", repeats=False)
        record = next((one for one in self.live if one.path == path.rstrip("/") + "/"), None)
        if record is None:
            return None
        if not path.endswith("/"):
            return redirect(record.url)
        return self.troubled(record, self.page_reply(record, self._page(record)))

    def link(self, record: Record, salt: str) -> str:
        """Older articles are still linked under their former addresses."""
        if record.published.replace(tzinfo=None) < OLD_THEME_ENDS:
            return f"{self.house.base}/baca/{record.number}/{record.path.strip('/').split('/')[-1]}"
        return super().link(record, salt)

    def _archive(self, kind: str, slug: str, page: int) -> Reply | None:
        if kind == "tag":
            return self._list(f"Tag: {slug}", self.tagged(slug), page, f"/tag/{slug}/")
        if kind == "penulis":
            return self._list("Redaksi", self.live, page, "/penulis/redaksi/")
        return self._list(slug.title(), self.in_section(slug), page, f"/{slug}/", repeats=False)

    def _list(
        self, title: str, shown: list[Record], page: int, path: str, more: str = "", repeats: bool = True
    ) -> Reply | None:
        """A list; tag pages go on past the end with the last page repeated."""
        if not shown:
            return None
        last = -(-len(shown) // PER_LIST)
        if page > last and not repeats:
            return None
        rows = window(shown, min(page, last), PER_LIST)
        cards = "".join(
            f'<article class="mj_pos mj_pos_{n}"><h3 class="mj_judul"><a '
            f'href="{self.link(one, title)}">{escape(one.title)}</a>'
            f"</h3><div "
            f'class="mj_meta">{long_date(one.published)}</div><p>{escape(one.paragraphs[0][:90])}...</p></article>'
            for n, one in enumerate(rows)
        )
        after = f'<a class="next page-numbers" href="{self.house.base}{path}page/{page + 1}/">Selanjutnya</a>'
        return Reply(self.frame(title, f'<h1 class="mj_arsip">{escape(title)}</h1>{cards}{after}{more}'))

    def _sitemaps(self, path: str) -> Reply | None:
        base = self.house.base
        if path == "/sitemap_index.xml":
            names = [f"post-sitemap{n}.xml" for n in (1, 2, 3)] + ["page-sitemap.xml", "category-sitemap.xml"]
            return Reply(sitemap_index((f"{base}/{name}", self.now.isoformat()) for name in names), type=XML)
        if path == "/page-sitemap.xml":
            return Reply(sitemap((f"{base}/{page}/", None) for page in ("redaksi", "pedoman-media-siber")), type=XML)
        if path == "/category-sitemap.xml":
            return Reply(sitemap((f"{base}/{section}/", None) for section in self.sections), type=XML)
        child = re.fullmatch(r"/post-sitemap(\d)\.xml", path)
        if child is None or int(child[1]) == LOST_SITEMAP or int(child[1]) > 3:
            return None
        oldest = list(reversed(self.live))
        number = int(child[1])
        rows = oldest[(number - 1) * PER_SITEMAP : number * PER_SITEMAP] if number < 3 else oldest[2 * PER_SITEMAP :]
        return Reply(sitemap((one.url, (one.updated or one.published).isoformat()) for one in rows), type=XML)

    def _page(self, record: Record) -> str:
        others = self._following(record)
        following = "".join(self._article_element(one, first=False) for one in others) if record.number % 2 == 0 else ""
        after = others[0]
        scroll = (
            f'<div class="mj_gulir" data-berikut="{after.url}" '
            f'data-muat="{self.house.base}/muat-lanjut?id={after.number}">'
            "</div><script>/* muat berikut */</script>"
        )
        main = f'<div class="mj_wadah">{self._article_element(record, first=True)}{following}</div>{scroll}'
        return self.frame(record.title, main, self._metadata(record))

    def _following(self, record: Record) -> Sequence[Record]:
        """The two articles that follow when one scrolls on."""
        at = self.live.index(record)
        return (self.live[at + 1 : at + 3] + self.live[:2])[:2]

    def _article_element(self, record: Record, first: bool) -> str:
        title = escape(record.title)
        return (
            f'<article class="mj_tunggal" id="mj_{record.number}"><h1 class="mj_judul_utama">{title}</h1><div '
            f'class="mj_meta">'
            f'by <a href="/penulis/redaksi/">Redaksi</a> <span class="mj_tanggal">{long_date(record.published)} | '
            f"{record.published:%H:%M} {self.house.clock}</span> in <a "
            f'href="/{record.section}/">{record.section.title()}</a>'
            f'</div>{self._photo(record)}<div class="mj_isi"><div class="mj_isi_dalam">{self._body(record)}</div></div>'
            f'<div class="mj_modul_bagi">Share Tweet Kirim</div></article>'
        )

    def _photo(self, record: Record) -> str:
        if not record.caption:
            return ""
        return (
            f'<div class="mj_unggulan"><img src="/wp-content/uploads/{record.number}.jpg" alt="{escape(record.title)}">'
            f'<p class="mj_keterangan">{escape(record.caption)}</p></div>'
        )

    def _body(self, record: Record) -> str:
        texts = [escape(text) for text in record.paragraphs]
        lines = [f"<p>{text}</p>" for text in texts]
        lines[0] = f"<p><strong>{record.dateline.upper()}, RANAHEKSPOS</strong> – {texts[0]}</p>"
        tags = "".join(f'<a href="/tag/{tag_slug(tag)}/" rel="tag">{tag}</a>' for tag in record.tags)
        if len(texts) > 2:
            lines[1] = self._with_box(record, texts[1])
            quoted = max(texts[1:], key=lambda text: text.count("“") + text.count('"')).split(". ")[0]
            lines[2] += f'<blockquote class="mj_petik_besar">{quoted}</blockquote>'
            lines[-2] += "<p>ADVERTISEMENT</p><p>SCROLL TO RESUME CONTENT</p>"
        lines[-1] = lines[-1].removesuffix("</p>") + tags + "</p>"
        if record.number % 3 == 0:
            frames = "".join(
                f"<figure><img "
                f"src='/g/{record.number}-{n}.jpg'><figcaption>{escape(one.caption or one.title)}</figcaption></figure>"
                for n, one in enumerate(self.others(record, 3, "galeri"))
            )
            lines.insert(len(lines) // 2, f'<div class="mj_galeri mj_modul_gal_{record.number % 97}">{frames}</div>')
        return "".join(lines)

    def _with_box(self, record: Record, text: str) -> str:
        """A related box in the middle of a paragraph."""
        words = text.split(" ")
        middle = len(words) // 2
        rows = "".join(
            f'<div class="mj_kartu"><img src="/t/{one.number}.jpg"><a '
            f'href="{self.link(one, "kotak")}">{escape(one.title)}</a>'
            f"<span>{long_date(one.published)}</span><p>{escape(one.paragraphs[0][:80])}...</p></div>"
            for one in self.others(record, 3, "kotak")
        )
        box = f'<div class="mj_modul_312_{record.number % 9}_66f mj_terapung"><h3>Baca Juga</h3>{rows}</div>'
        return f'<div class="mj_paragraf">{" ".join(words[:middle])} {box}{" ".join(words[middle:])}</div>'

    def _metadata(self, record: Record) -> str:
        stamp = record.published.replace(tzinfo=UTC).isoformat()  # local time under a wrong offset
        kind = "website" if record.number // 7 % 10 == 0 else "article"
        data = {"@context": "https://schema.org", "@type": "WebSite", "name": self.house.name, "url": self.house.base}
        return (
            f'<link rel="canonical" href="{record.url}"><meta property="og:type" content="{kind}">'
            f'<meta property="og:title" content="{escape(record.title)}"><meta property="og:url" '
            f'content="{record.url}">'
            f'<meta property="og:site_name" content="{self.house.name}">'
            f'<meta property="article:published_time" content="{stamp}">'
            f'<script type="application/ld+json">{json.dumps(data)}</script>'
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The theme around a main part: the whole menu four times."""
        places = [f"/{section}/" for section in self.sections] + [f"/tag/{tag_slug(tag)}/" for tag in self.tags]
        rows = "".join(
            f'<li class="mj_menu_{n}"><a href="{places[n % len(places)]}">{word}</a></li>'
            for n, word in enumerate(MENU_WORDS[:MENU_ITEMS])
        )
        search = f'<form action="/"><input name="s" placeholder="Cari..."></form>{NO_RESULT}'

        def menu(name: str) -> str:
            return f'<div class="mj_bilah mj_bilah_{name}"><ul class="mj_menu">{rows}</ul>{search}</div>'

        cookies = "".join(f"<p>{line}</p>" for line in COOKIES)
        return (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)} - '
            f"{self.house.name}</title>"
            f'{head}</head><body><div id="mj_cookie" role="dialog">{cookies}</div><div class="mj_hari">'
            f"{full_date(self.now)}</div>{menu('desktop')}{menu('lengket')}{menu('ponsel')}<main "
            f'class="mj_utama">{main}</main>'
            f"<aside "
            f'class="mj_sisi">{self.cards(self.live[:6], "sisi")}</aside><footer>{menu("kaki")}{self.static_links()}'
            f"<p>© {self.now.year} {self.house.name}</p></footer></body></html>"
        )
