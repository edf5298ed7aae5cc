"""Links: inside the application without loading it anew, and out of it only to web addresses."""

from typing import Any
from urllib.parse import urlsplit

from dash import dcc, html

from dashboard.components.markup import attributes

# Stands for each letter of a name that is covered (docs/privacy.md).
BLOCK = "\N{FULL BLOCK}"


def internal_link(children: Any, href: str, class_name: str = "link", **properties: Any) -> dcc.Link:
    """A link to another view of the dashboard."""
    return dcc.Link(children, href=href, className=class_name, **properties)


def external_link(children: Any, url: str | None, class_name: str = "link") -> html.A | None:
    """A link out, None unless the address is http or https and no name in it is covered: strangers write them."""
    if not is_web_address(url) or is_covered(url):
        return None
    return html.A(children, href=url, target="_blank", rel="noopener noreferrer nofollow", className=class_name)


def is_covered(text: str | None) -> bool:
    """Whether a name is covered in this text."""
    return BLOCK in (text or "")


def is_web_address(url: str | None) -> bool:
    """Whether this is an absolute http or https address with a host."""
    try:
        parts = urlsplit((url or "").strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def download_link(label: str, href: str) -> html.A:
    """A link to a file that the dashboard writes."""
    return html.A(label, href=href, className="link", **attributes(data_download="true"))
