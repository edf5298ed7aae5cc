"""Feeds and sitemaps."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from demo.newsroom.calendar import feed_date

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def rss(title: str, link: str, items: Iterable[tuple[str, str, datetime, str, str | None]]) -> str:
    """An RSS feed of (title, address, moment, description, whole text as HTML or None)."""
    rows = []
    for name, url, moment, description, content in items:
        whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content is not None else ""
        rows.append(
            f"<item><title>{escape(name)}</title><link>{escape(url)}</link><guid "
            f"isPermaLink='false'>{escape(url)}</guid>"
            f"<pubDate>{feed_date(moment)}</pubDate><description><![CDATA[{description}]]></description>{whole}</item>"
        )
    head = f"<title>{escape(title)}</title><link>{escape(link)}</link><description>{escape(title)}</description>"
    return (
        f'{XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{head}\n'
        + "\n".join(rows)
        + "\n</channel></rss>\n"
    )


def sitemap(entries: Iterable[tuple[str, str | None]]) -> str:
    """A sitemap of (address, last modified)."""
    rows = [
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{modified}</lastmod>' if modified else ''}</url>"
        for url, modified in entries
    ]
    return f'{XML}<urlset xmlns="{SITEMAP_SPACE}">\n' + "\n".join(rows) + "\n</urlset>\n"


def sitemap_index(urls: Iterable[tuple[str, str | None]]) -> str:
    """An index of sitemaps."""
    rows = [
        f"<sitemap><loc>{escape(url)}</loc>{f'<lastmod>{modified}</lastmod>' if modified else ''}</sitemap>"
        for url, modified in urls
    ]
    return f'{XML}<sitemapindex xmlns="{SITEMAP_SPACE}">\n' + "\n".join(rows) + "\n</sitemapindex>\n"


def news_sitemap(name: str, entries: Iterable[tuple[str, str, datetime]]) -> str:
    """A news sitemap of (address, title, moment)."""
    rows = [
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>{escape(name)}</news:name>"
        f"<news:language>id</news:language></news:publication><news:publication_date>{moment.isoformat()}"
        f"</news:publication_date><news:title>{escape(title)}</news:title></news:news></url>"
        for url, title, moment in entries
    ]
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'{XML}<urlset xmlns="{SITEMAP_SPACE}" {space}>\n' + "\n".join(rows) + "\n</urlset>\n"
