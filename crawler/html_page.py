"""Articles in HTML: saved pages.

trafilatura finds the body. What it leaves in on Indonesian pages ("Baca Juga" paragraphs, "IKLAN", "Editor: ...") is
taken off by the rules for residue; photo captions, which it leaves out, are put in, for they are part of the article.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import (  # type: ignore[import-untyped]
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    fromstring,
)
from trafilatura import bare_extraction
from trafilatura.settings import Document
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from crawler.article_form import make_article
from crawler.article_lines import BadLine
from crawler.cleaning import take_off
from crawler.filing import says_paid
from crawler.html_filing import find_filing
from crawler.html_metadata import (
    find_address,
    find_outlet,
    find_published,
    find_updated,
    read_json_ld,
    read_metas,
    told_time,
)
from crawler.items import Article
from crawler.mojibake import mend_marks
from crawler.other_articles import linked_headlines, without_other_articles
from crawler.outlet import PageRule
from crawler.outlet_names import outlet_in_dateline
from crawler.residue import find_residue, is_prose
from crawler.signatures import find_people, find_signature, is_nobody
from crawler.timestamps import parse_stamp
from crawler.title_author import find_author, find_title, read_head

LONGEST_PAGE = 30_000_000
CAPTION = re.compile(r"(?:^|\s)(?:wp-caption-text|caption|photo__caption|image-caption|figcaption)(?:\s|$)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Of the encodings that Python knows those in which pages are; some others take time without end.
ENCODINGS = ("cp", "iso8859", "latin", "utf-16", "utf-32", "big5", "gb", "shift", "euc", "koi8", "mac", "iso2022")
LONGEST_SIGNATURE = 160
LEAST_WORDS = 8
LEAST_WORDS_FURTHER = 3
MOST_WORDS_OF_TIME = 12
BLOCKS = frozenset(
    {
        "div",
        "p",
        "ul",
        "ol",
        "li",
        "table",
        "figure",
        "blockquote",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "form",
    }
)
# lxml.html has classes of their own for the parts of forms, and asks a function in Python for each element, each time
# that it is met. Nothing here needs them.
ONE_CLASS = etree.ElementDefaultClassLookup(HtmlElement, HtmlComment, HtmlProcessingInstruction, HtmlEntity)
BESIDE = ("aside", "nav", "footer", "header", "form")


def read_page(path: Path) -> Iterator[Article | BadLine]:
    """Read the article of a saved page; what is wrong with it comes as the error that names it."""
    try:
        if path.stat().st_size > LONGEST_PAGE:
            raise ValueError(f"larger than {LONGEST_PAGE:,} bytes")
        yield article_from_page(decode_page(path.read_bytes()), path.name)
    except (ValueError, etree.LxmlError) as error:
        yield BadLine(f"{path}: {error}")


def decode_page(content: bytes) -> str:
    """Decode a page, whatever its bytes: as its BOM says, as UTF-8, as it declares, as windows-1252.

    UTF-8 goes before the declaration, for many pages declare an encoding they are not in, and text in another encoding
    is hardly ever valid UTF-8. A few broken bytes among many good ones become replacement marks.
    """
    bom, mark = read_bom(content)
    if bom and mark:
        return content[len(mark) :].decode(bom, errors="replace")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8")
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) > 2 * broken:
        return text
    declared = resolve_encoding(html_body_declared_encoding(content) or "cp1252") or "cp1252"
    return content.decode(declared if declared.startswith(ENCODINGS) else "cp1252", errors="replace")


@dataclass(frozen=True, slots=True)
class PageValues:
    """What a page holds: `body` are its paragraphs, a blank line between them; `links` the addresses it leads to."""

    title: str | None
    body: str
    url: str | None
    published: str | None
    updated: str | None
    outlet: str | None
    author: str | None
    editor: str | None
    section: str | None
    links: tuple[str, ...]
    tags: tuple[str, ...] = ()
    is_paid: bool | None = None


def article_from_page(page: str, source: str) -> Article:
    """Make an article of a page. Raises ValueError where it holds none."""
    found = read_values(page)
    names = ("title", "url", "published", "updated", "outlet", "author", "editor", "section")
    values = {name: getattr(found, name) for name in names}
    return make_article({**values, "text": found.body}, source, found.tags, found.is_paid)


def read_values(
    page: str, rule: PageRule | None = None, zone: ZoneInfo | None = None, least_words: int = LEAST_WORDS
) -> PageValues:
    """Read a page, by the outlet's own rule where there is one; times without a zone are taken in `zone`.

    Raises ValueError where it holds no article: no line of prose with `least_words`, which an article's further page
    need not have.
    """
    tree = parse_page(mend_marks(page))
    metas, json_ld = read_metas(tree), read_json_ld(tree)
    url = find_address(tree, metas)
    lines = _lines_below_title(tree)
    people = find_people(_short_lines(tree))
    links = tuple(dict.fromkeys(link.get("href") or "" for link in tree.iter("a", "link")))
    headlines = linked_headlines(tree)
    filing = find_filing(tree, metas, json_ld, url)
    own = own_values(tree, rule)
    _drop(tree, rule)
    _drop_following_articles(tree)
    _keep_captions(tree)
    tree = _body_tree(tree, rule)
    # A further page may be too short for trafilatura.
    short = "" if least_words >= LEAST_WORDS else "\n".join(_lines_of_paragraphs(tree))
    found = bare_extraction(tree, url=url, include_comments=False)  # it works on a copy of the tree
    is_found = isinstance(found, Document)
    text = (found.text or "") if isinstance(found, Document) else short
    if not is_found and not short:
        raise ValueError("no article text found in the page")
    if "\n" in short and "\n" not in text.strip():
        text = short  # of a few short paragraphs it makes one
    head = read_head(tree)
    title = own.get("title") or (find_title(tree, head) if is_found else None) or metas.get("og:title")
    body = _paragraphs(text)
    signature = find_signature(body)
    is_paid = filing.is_paid or says_paid(body, title)
    body = _without_title(take_off(body, _merged([*find_residue(body), *_own_residue(body, rule)])), title)
    body = without_other_articles(body, headlines)
    is_text = is_prose if least_words >= LEAST_WORDS else _ends_a_sentence
    if not any(is_text(line) and len(line.split()) >= least_words for line in body.splitlines()):
        raise ValueError("no article text found in the page")
    published = own.get("published") or find_published(metas, json_ld, lines, url)
    author = own.get("author") or people.author or (signature if signature and not signature.islower() else None)
    if not author:
        author = _author(find_author(tree, head) if is_found else None, signature)
    return PageValues(
        title=title,
        body=body,
        url=url,
        published=in_zone(published, zone),
        updated=in_zone(find_updated(metas, json_ld), zone),
        outlet=find_outlet(metas, json_ld) or outlet_in_dateline(body),
        author=author,
        editor=own.get("editor") or people.editor,
        section=filing.section,
        links=links,
        tags=filing.tags,
        is_paid=is_paid,
    )


def _author(told: str | None, initials: str | None) -> str | None:
    """The author as metadata tell, or as the text is signed: a name goes before initials, anyone before nobody."""
    return initials if is_nobody(told) else told


def parse_page(page: str) -> HtmlElement:
    """The page as a tree. Raises ValueError where it is empty or no text."""
    clean = CONTROL.sub("", page)
    if not clean.strip():
        raise ValueError("no article: the page is empty")
    if len(page) - len(clean) > len(page) // 100:
        raise ValueError("no HTML: full of control characters")
    parser = HTMLParser(encoding=None)
    parser.set_element_class_lookup(ONE_CLASS)
    tree = fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", clean), parser=parser)
    for line_break in tree.iter("br"):  # so that what it parts stays apart where only text is looked at
        line_break.tail = f"\n{line_break.tail or ''}"
    return tree


def own_values(tree: HtmlElement, rule: PageRule | None) -> dict[str, str]:
    """What the outlet's own selectors find: title, author, editor, published."""
    values: dict[str, str] = {}
    for name in ("title", "author", "editor", "published"):
        selector = getattr(rule, name, None)
        elements = tree.cssselect(selector) if selector else []
        words = " ".join(elements[0].text_content().split()) if elements else ""
        if name == "published" and elements:
            told = [elements[0].get(attribute) or "" for attribute in ("datetime", "content", "title")]
            words = next((value for one in (*told, words) if (value := told_time(one))), None) or _time_at_end(words)
        if name in ("author", "editor"):  # "Oleh : Siti Pada : Selasa, 19 Agu 2025"
            words = getattr(find_people([words]), name) or ("" if re.search(r"\d{4}", words) else words)
        if words:
            values[name] = words
    return values


def _time_at_end(words: str) -> str:
    """The time that the end of some words tells: "Oleh : Siti Pada : Selasa, 19 Agu 2025 - 15:40 WIB"; "" for none."""
    pieces = words.split()[-MOST_WORDS_OF_TIME:]
    stamps = (parse_stamp(" ".join(pieces[at:])) for at in range(len(pieces)))
    return next((stamp.value for stamp in stamps if stamp and not stamp.is_change), "")


def in_zone(value: str | None, zone: ZoneInfo | None) -> str | None:
    """A time told in the outlet's zone, which is that of its readers' day; one without a zone is taken in it."""
    if value is None or zone is None or len(value) <= len("2024-10-07"):
        return value
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def _drop(tree: HtmlElement, rule: PageRule | None) -> None:
    for selector in rule.drop if rule else ():
        for element in tree.cssselect(selector):
            if element.getparent() is not None:
                element.drop_tree()


def _body_tree(tree: HtmlElement, rule: PageRule | None) -> HtmlElement:
    """The tree with nothing but the outlet's body element in it, where the rule names one that is there."""
    elements = tree.cssselect(rule.body) if rule and rule.body else []
    body = tree.find("body")
    if not elements or body is None:
        return tree
    best = max(elements, key=lambda element: len(element.text_content()))
    for division in best.iter("div"):  # a line in a div of its own is a paragraph, and not every extractor knows
        if division is not best and not any(child.tag in BLOCKS for child in division.iterdescendants()):
            division.tag = "p"
    article = etree.Element("article")
    article.append(best)
    for child in list(body):
        body.remove(child)
    body.append(article)
    return tree


def _own_residue(body: str, rule: PageRule | None) -> list[tuple[int, int]]:
    """Lines that are page residue on this outlet."""
    if rule is None or not rule.residue:
        return []
    return [
        (line.start(), line.end())
        for line in re.finditer(r"[^\n]+", body)
        if any(pattern.match(line[0].strip()) for pattern in rule.residue)
    ]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _lines_of_paragraphs(tree: HtmlElement) -> Iterator[str]:
    """What stands in the paragraphs of the page's articles."""
    for paragraph in tree.xpath("//article//p"):
        if words := " ".join(paragraph.text_content().split()):
            yield words


def _ends_a_sentence(line: str) -> bool:
    return line.rstrip("\"”’'»)] ").endswith((".", "!", "?"))


def _short_lines(tree: HtmlElement) -> Iterator[str]:
    """Lines of text that may name who wrote or edited, wherever they stand on the page."""
    for element in tree.iter(
        "p", "div", "span", "li", "td", "small", "em", "strong", "a", "h2", "h3", "footer", "i", "b"
    ):
        text = _short_text(element)
        if ":" in text or "：" in text:  # what names a person of the house ends with one: "Penulis:"
            lines = (" ".join(line.split()) for line in text.splitlines())
            yield "\n".join(line for line in lines if len(line) <= LONGEST_SIGNATURE)


def _short_text(element: HtmlElement) -> str:
    """The text of an element that has no more than a few signatures' length of it, else nothing."""
    if not len(element):
        text = element.text or ""
        return text if len(text) <= 4 * LONGEST_SIGNATURE else ""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length > 4 * LONGEST_SIGNATURE:
            return ""
        pieces.append(piece)
    return "".join(pieces)


def _lines_below_title(tree: HtmlElement) -> list[str]:
    """The page's lines of text below its first headline, some of them."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return []
    lines: list[str] = []
    for element in headline.xpath("following::*[not(self::script or self::style)][text()[normalize-space()]]")[:40]:
        lines.append(" ".join("".join(element.itertext()).split()))
    return lines


def _drop_following_articles(tree: HtmlElement) -> None:
    """Of several articles one below the other, each with its headline, only the first is the page's."""
    first = next((one for one in tree.iter("article") if one.find(".//h1") is not None), None)
    if first is None:
        return
    for other in list(tree.iter("article")):
        is_apart = other is not first and first not in other.iterancestors() and other not in first.iterancestors()
        if is_apart and other.find(".//h1") is not None and other.getparent() is not None:
            other.getparent().remove(other)


def _keep_captions(tree: HtmlElement) -> None:
    """Turn photo captions into paragraphs in the place of their photos."""
    for figure in list(tree.iter("figure")):
        caption = next(figure.iter("figcaption"), None)
        words = " ".join(caption.text_content().split()) if caption is not None else ""
        if not words or any(True for _ in figure.iterancestors(*BESIDE)) or figure.getparent() is None:
            continue
        paragraph = etree.Element("p")
        paragraph.text = words
        paragraph.tail = figure.tail
        figure.getparent().replace(figure, paragraph)
    for element in list(tree.iter("p", "div", "span")):
        if CAPTION.search(element.get("class") or "") and len(element) == 0:
            element.tag = "p"


def _paragraphs(text: str) -> str:
    """Lines as paragraphs, a blank line between them; items of one list stay together."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    pieces: list[str] = []
    for at, line in enumerate(lines):
        is_item = line.startswith("- ") and at > 0 and lines[at - 1].startswith("- ")
        pieces += ["\n" if is_item else "\n\n", line] if pieces else [line]
    return "".join(pieces)


def _without_title(body: str, title: str | None) -> str:
    first, _, rest = body.partition("\n")
    same = title is not None and " ".join(first.casefold().split()) == " ".join(title.casefold().split())
    return rest.lstrip("\n") if same else body
