"""What goes over the wire: a question to the newsroom and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A question; of every query key the last value."""

    host: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    agent: str = ""

    def number(self, key: str, default: int = 1) -> int:
        """A whole number in the query."""
        value = self.query.get(key, "")
        return int(value) if value.isdecimal() and len(value) < 9 else default


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `wait` holds it back so many seconds, `breaks` ends it in mid-body at the first time of asking."""

    body: str | bytes = ""
    status: int = 200
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    wait: bool = False
    breaks: bool = False

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body


def redirect(url: str, status: int = 301) -> Reply:
    """Send elsewhere."""
    return Reply(f'<html><body>Moved: <a href="{url}">here</a></body></html>', status, headers={"Location": url})
