"""Title and author of a page as trafilatura reads them, without all else that it would read with them.

Its `extract_metadata` also looks for a date all over the page, for tags, categories and a licence: nothing of it is
used here, and it takes long. What it does for these two is done in its order, by its own functions; a test compares.
"""

from collections.abc import Callable
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.metadata import Document, examine_meta, extract_author, extract_meta_json, extract_title


def read_head(tree: HtmlElement) -> Document:
    """What meta tags and JSON-LD tell; of JSON that is wrong in any way, what was read before it counts."""
    head = _tried(examine_meta, tree) or Document()
    if head.author and " " not in head.author:  # one word is a login, not a name
        head.author = None
    try:
        return extract_meta_json(tree, head)
    except Exception:
        return head


def find_title(tree: HtmlElement, head: Document) -> str | None:
    """The title in the head, else the page's headline; None where there is none."""
    return _trimmed(head.title or _tried(extract_title, tree))


def find_author(tree: HtmlElement, head: Document) -> str | None:
    """The author in the head, else the one that the page prints in an element for it; None where there is none."""
    return _trimmed(head.author or _tried(extract_author, tree))


def _trimmed(value: str | None) -> str | None:
    document = Document(title=value)
    document.clean_and_trim()
    return document.title


def _tried(read: Callable[[HtmlElement], Any], tree: HtmlElement) -> Any:
    """What a function of trafilatura reads; None where strangers' markup is too much for it."""
    try:
        return read(tree)
    except (TypeError, ValueError):
        return None
