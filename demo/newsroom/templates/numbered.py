"""Home-made provincial portal: numbered articles in nested tables, three generations of addresses, doubtful bytes."""

import re
from html import escape

from demo.newsroom.calendar import short_date
from demo.newsroom.exchange import Reply, Request
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, window

PER_LIST = 10
MASTHEAD = "RIAULINTAS.CO"
WRONG_HEADER = "text/html; charset=ISO-8859-1"
NO_CHARSET = "text/html"
BROKEN = {"“": "â€œ", "”": "â€", "’": "â€™", "‘": "â€˜", "–": "â€“", "—": "â€”"}


class Numbered(Site):
    """A site of this template."""

    def answer(self, request: Request) -> Reply | None:
        """Articles, sections, and an HTML page where a sitemap should be."""
        path = request.path
        found = re.fullmatch(r"/(read/detail|amp/detail|article)/(\d+)(?:/.*)?/?", path)
        if found:
            record = self.by_number.get(int(found[2]))
            return self._article(record, request, found[1].startswith("amp")) if record else None
        if path == "/sitemap.xml":
            return Reply(self.frame("Peta Situs", self._list_rows(self.live[:15], "peta")))
        if path == "/":
            return Reply(self.frame("Beranda", self._list_rows(self.live[:15], "beranda") + self.dead_cards()))
        section = re.fullmatch(r"/(kategori|penulis|tag)/([a-z0-9-]+)/?", path)
        if section:
            shown = {"kategori": self.in_section, "tag": self.tagged}.get(section[1], lambda _: self.live)(section[2])
            page = request.number("halaman") if section[1] == "kategori" else 1  # others show the newest alone
            rows = self._list_rows(window(shown, page, PER_LIST), f"{section[2]}{page}")
            after = f'<a href="{path}?halaman={page + 1}">Berikutnya &raquo;</a>'
            following = after if section[1] == "kategori" else ""
            return Reply(self.frame(section[2].title(), rows + following)) if shown else None
        if path == "/cari":
            return Reply(self.frame("Cari", self._list_rows(self.found(request.query.get("q", ""))[:20], "cari")))
        return None

    def barred_paths(self, record: Record) -> list[str]:
        """All three generations."""
        return [f"/{kind}/{record.number}/" for kind in ("read/detail", "amp/detail", "article")]

    def link(self, record: Record, salt: str) -> str:
        """The three generations are linked side by side."""
        generations = (record.url, *record.aliases)
        return (
            escape(generations[(record.number // 7 + len(salt)) % 3]) if len(salt) % 2 else super().link(record, salt)
        )

    def is_broken(self, record: Record) -> bool:
        """Whether the database holds this article's text with its marks already broken."""
        return record.number // 7 % 5 == 3

    def is_undeclared(self, record: Record) -> bool:
        """Whether this article goes out in windows-1252, and nothing says so."""
        return record.number // 7 % 7 == 2 and not self.is_broken(record)

    def has_no_date(self, record: Record) -> bool:
        """Whether the slot for the date is empty."""
        return record.number // 7 % 6 == 5

    def _list_rows(self, records: list[Record], salt: str) -> str:
        rows = "".join(
            f'<tr><td><font size="3"><a href="{self.link(one, salt)}">{escape(one.title)}</a></font><br>'
            f'<font size="1">{short_date(one.published)} - {one.published:%H:%M}</font></td></tr>'
            for one in records
        )
        return f'<table width="100%">{rows}</table>'

    def _article(self, record: Record, request: Request, amp: bool) -> Reply:
        undeclared = self.is_undeclared(record)
        when = "" if self.has_no_date(record) else f"{short_date(record.published)} - {record.published:%H:%M}"
        body = self._body(record)
        title = escape(record.title)
        if amp:
            head = f'<link rel="canonical" href="{record.url} ">'
            main = (
                f"<h2>{title}</h2><div>Oleh : {escape(record.author or '')} Pada : {when} {self.house.clock}</div>"
                f'<div class="isi">{body}</div>'
            )
            meta = "" if undeclared else '<meta charset="utf-8">'
            page = (
                f"<!doctype html><html amp "
                f'lang="en"><head>{meta}<title>{title}</title>{head}</head><body>{main}</body></html>'
            )
        else:
            other = self.others(record, 1, "atas")[0]
            above = (
                f'<table id="kotak"><tr><td><font size="2"><b>{escape(other.title)}</b><br>Oleh : '
                f"{escape(other.author or '')} Pada : {short_date(other.published)} - {other.published:%H:%M} "
                f"WIB</font>"
                f"</td></tr></table>"
            )
            caption = escape(record.caption or "")
            photo = f'<tr><td><img src="/foto/{record.number}.jpg"><br><font size="1">{caption}</font></td></tr>'
            main = (
                f'{above}<table id="kotak" width="100%"><tr><td class="jdl"><font '
                f'size="5"><b>{title}</b></font></td></tr>'
                f"<tr><td><font size='2'>Oleh : {escape(record.author or '')} Pada : {when} "
                f"{self.house.clock}</font></td></tr>"
                f"{photo if record.caption else ''}<tr><td><div id='isi' class='teksisi'>{body}</div></td></tr></table>"
            )
            page = self.frame(record.title, main, declared=not undeclared)
        if undeclared:
            reply = self.page_reply(record, page.encode("cp1252", errors="xmlcharrefreplace"), NO_CHARSET)
        else:
            reply = self.page_reply(record, page, WRONG_HEADER)
        return self.troubled(record, reply) if request.path == record.path else reply

    def _body(self, record: Record) -> str:
        """Text with breaks between paragraphs; then, without a heading, the beginnings of four other stories."""
        lines = [f"{MASTHEAD}, {escape(record.dateline.upper())} - {escape(record.paragraphs[0])}"]
        lines += [escape(paragraph) for paragraph in record.paragraphs[1:]]
        for other in self.others(record, 4, "cuplik"):
            start = f"{MASTHEAD}, {other.dateline.upper()} - {' '.join(other.paragraphs)}"[:150]
            lines.append(
                f'<a href="{self.link(other, "cuplikan")}">{escape(start[:-1] if start.endswith(" ") else start)}</a>'
            )
        text = "<br><br>\n".join(lines)
        if self.is_broken(record):
            for mark, wrong in BROKEN.items():
                text = text.replace(mark, wrong)
            text = re.sub(r"(?<=[a-z]): ", ":Â ", text)
        return text

    def missing(self) -> Reply:
        """A 404 in the portal's dress."""
        return Reply(self.frame("404", "<center>404 - Halaman tidak ditemukan</center>"), 404)

    def frame(self, title: str, main: str, head: str = "", declared: bool = True) -> str:
        """Nested tables around a main part; the same five popular links on each page."""
        menu = " | ".join(f'<a href="/kategori/{section}">{section.upper()}</a>' for section in self.sections)
        popular = sorted(self.live, key=lambda one: one.number * 7919 % 101)[:5]
        tags = " ".join(f'<a href="/tag/{tag.replace(" ", "-")}">{tag}</a>' for tag in self.tags[:12])
        meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">' if declared else ""
        return (
            f'<html lang="en"><head>{meta}<title>{escape(title)} | {self.house.name}</title>{head}</head><body '
            f'bgcolor="#eee">'
            f'<center><table width="1000" id="kotak"><tr><td colspan="2"><font '
            f'color="white">{menu}</font></td></tr><tr>'
            f'<td width="700" valign="top">{main}</td><td width="300" valign="top"><table '
            f'id="kotak"><tr><td><b>populer</b>'
            f'{self.cards(popular, "populer")}{tags}</td></tr></table></td></tr><tr><td colspan="2"><font size="1">'
            f"{self.static_links()} <a "
            f'href="/penulis/redaksi">Redaksi</a></font></td></tr></table></center></body></html>'
        )
