"""WordPress' REST interface for posts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from demo.newsroom.exchange import Reply, Request
from demo.newsroom.records import Record
from demo.newsroom.templates.base import Site, window

TYPE = "application/json; charset=UTF-8"
MASS_UPDATE_GMT = "2025-06-30T03:14:07"


def posts_reply(site: Site, request: Request, content: Callable[[Record], str]) -> Reply:
    """Posts, newest first, with `search`, `after`, `before`, `per_page`, `page` and `_fields`."""
    size, page = request.number("per_page", 10), request.number("page", 1)
    if not 1 <= size <= 100:
        return _error("rest_invalid_param", "Invalid parameter(s): per_page")
    shown = site.found(request.query["search"]) if request.query.get("search") else site.live
    for key, later in (("after", True), ("before", False)):
        if request.query.get(key):
            bound = _moment(request.query[key], site.house.zone)
            if bound is None:
                return _error("rest_invalid_param", f"Invalid parameter(s): {key}")
            shown = [one for one in shown if one.published != bound and (one.published > bound) is later]
    pages = -(-len(shown) // size)
    if page > max(1, pages):
        return _error("rest_post_invalid_page_number", "The page number requested is larger than the number of pages.")
    fields = [name for name in request.query.get("_fields", "").split(",") if name]
    rows = [_post(site, one, content(one)) for one in window(shown, page, size)]
    if fields:
        rows = [
            {key: value for key, value in row.items() if key in {name.split(".")[0] for name in fields}} for row in rows
        ]
    headers = {"X-WP-Total": str(len(shown)), "X-WP-TotalPages": str(pages)}
    return Reply(json.dumps(rows), type=TYPE, headers=headers)


def _post(site: Site, record: Record, content: str) -> dict[str, Any]:
    gmt = record.published.astimezone(UTC).replace(tzinfo=None).isoformat()
    return {
        "id": record.number,
        "date": record.published.replace(tzinfo=None).isoformat(),
        "date_gmt": gmt,
        "modified_gmt": MASS_UPDATE_GMT if record.updated is None else record.updated.astimezone(UTC).strftime("%FT%T"),
        "slug": record.path.strip("/"),
        "status": "publish",
        "type": "post",
        "link": record.url,
        "title": {"rendered": escape(record.title)},
        "content": {"rendered": content, "protected": False},
        "excerpt": {"rendered": f"<p>{escape(record.paragraphs[0])}</p>"},
        "author": 1,
        "yoast_head_json": {"author": "admin"},
    }


def _moment(value: str, zone: ZoneInfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _error(code: str, message: str) -> Reply:
    return Reply(json.dumps({"code": code, "message": message, "data": {"status": 400}}), 400, TYPE)
