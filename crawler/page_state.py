"""Articles whose page is an empty shell with its state in a script: JSON, out of which a program builds the page.

`[article.state]` in an outlet's file says in which script it is, where in it the article stands, and what is where.
"""

from html import unescape
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crawler.outlet import StateRule
from crawler.ways.contents import make_payload
from crawler.ways.fields import LONGEST_CONTENT, read_field, read_filing
from crawler.ways.json_reading import NoJson, at_path, parse_json
from crawler.ways.links import clean_title
from crawler.ways.moments import parse_moment


def payload_of_state(tree: HtmlElement, rule: StateRule, zone: ZoneInfo) -> dict[str, object] | None:
    """The article that a page's state holds, as a lead would bring it; None where there is none."""
    for script in tree.cssselect(rule.script)[:1]:
        try:
            value = parse_json(script.text or "")
        except NoJson:
            return None
        row = at_path(value, rule.item)
        content = read_field(row, rule.fields.get("content"))
        if content is None or len(content) > LONGEST_CONTENT:
            return None
        if "<" not in content and "&lt;" in content:  # HTML as text of HTML
            content = unescape(content)
        moments = (parse_moment(read_field(row, rule.fields.get(name)), zone) for name in ("published", "updated"))
        title = clean_title(read_field(row, rule.fields.get("title")))
        return make_payload(content, title, *moments, is_whole=True) | read_filing(row, rule.fields)
    return None
