"""XML of strangers: sitemaps and feeds, read element by element.

Nothing is fetched or expanded: what stands before the root is cut away, a document with entities of its own is refused,
and the mark of any but XML's own entities is escaped. What is broken is read as far as it goes.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]

from crawler.html_page import CONTROL

# Where a document begins; sites print warnings and blank lines before it.
BEGINNING = re.compile(r"(?i)<(?:!DOCTYPE|\?xml|(?:\w{1,20}:)?(?:rss|feed|urlset|sitemapindex|RDF))\b")
BEFORE = 20_000
# Beside controls what XML does not allow: halves of pairs and non-characters.
NO_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
NAKED_MARK = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
CDATA = "<![CDATA["
LONGEST_TEXT = 2_000_000
# Bounds of what is read of one document, and of one element in it.
MOST_EVENTS = 4_000_000
MOST_INSIDE = 20_000


class NoXml(ValueError):
    """The text is no XML that is read; the message says why."""


def read_elements(text: str, names: frozenset[str]) -> Iterator[etree._Element]:
    """The outermost elements of these local names, each whole when it is handed on and emptied afterwards.

    The first is the root, as far as it is known by then. Raises NoXml where there is no root or entities are declared.
    Reading ends at an element too large to be one of an address or article.
    """
    clean = _escape(NO_XML.sub("", CONTROL.sub("", text[_root_offset(text) :])))
    events = etree.iterparse(
        BytesIO(clean.encode("utf-8", errors="replace")),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    root: etree._Element | None = None
    wanted: etree._Element | None = None
    inside = 0
    try:
        for event, element in islice(events, MOST_EVENTS):
            if root is None:
                root = element
                yield element
            elif event == "start":
                inside += 1
                if wanted is None and local_name(element) in names:
                    wanted, inside = element, 0
                if wanted is not None and inside > MOST_INSIDE:
                    return
            elif element is wanted:
                yield element
                wanted = None
            if event == "end" and wanted is None and element is not root:
                _forget(element)
    except etree.XMLSyntaxError:
        if root is None:
            raise NoXml("no XML") from None
    if root is None:
        raise NoXml("no XML")


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; a prefix that was never declared is none either."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def child_text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child that has one of these local names and holds any; one of the element's own namespace
    goes before the like of an extension (`title` before `media:title`)."""
    space = _namespace(element)
    for name in names:
        children = [child for child in element if local_name(child) == name]
        for child in sorted(children, key=lambda child: _namespace(child) != space):
            if text := element_text(child):
                return text
    return None


def element_text(element: etree._Element) -> str:
    """The text of an element without the white space around it."""
    return "".join(element.itertext())[:LONGEST_TEXT].strip()


def _namespace(element: etree._Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[0] or tag.rpartition(":")[0]


def _root_offset(text: str) -> int:
    """Where the root begins: behind declarations, comments and a document type. Raises NoXml where there is none."""
    found = BEGINNING.search(text, 0, BEFORE)
    at = found.start() if found else 0
    while True:
        at += len(text[at : at + BEFORE]) - len(text[at : at + BEFORE].lstrip("\ufeff \t\r\n"))
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = text.find(">", at)
            if "[" in text[at:end]:
                raise NoXml("XML that declares entities of its own")
        elif text[at : at + 1] == "<" and text[at + 1 : at + 2].isalpha():
            return at
        else:
            raise NoXml("no XML")
        if end < 0:
            raise NoXml("no XML")
        at = text.index(">", end) + 1


def _escape(text: str) -> str:
    """Escape what is no entity of XML's own, outside of CDATA."""
    pieces: list[str] = []
    at = 0
    while (start := text.find(CDATA, at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        pieces += [NAKED_MARK.sub("&amp;", text[at:start]), text[start : end + 3]]
        at = end + 3
    pieces.append(NAKED_MARK.sub("&amp;", text[at:]))
    return "".join(pieces)


def _forget(element: etree._Element) -> None:
    """Empty an element that was read, and take off what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
