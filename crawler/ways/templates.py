"""Addresses of a way's pages, made of what its rule writes."""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit


def fill(template: str, **values: object) -> str:
    """Put values in the place of their names in braces; other braces stay."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template


def with_query(url: str, addition: str) -> str:
    """An address with parameters set anew or added (`?paged=2`, `start-index=26`), else with a path behind it."""
    addition = addition.lstrip("?&")
    if "=" not in addition:
        parts = urlsplit(url)
        return urljoin(urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", "")), addition)
    parts = urlsplit(url)
    added = addition.split("&")
    names = {pair.partition("=")[0] for pair in added}
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in names]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join([*kept, *added]), ""))


def without(template: str, name: str) -> str:
    """A template without the parameters that hold a name in braces: how a list with a cursor begins."""
    head, mark, query = template.partition("?")
    pairs = [pair for pair in query.split("&") if pair and f"{{{name}}}" not in pair]
    return head.replace(f"{{{name}}}", "") + (mark + "&".join(pairs) if pairs else "")


def quote_value(value: str) -> str:
    """A text as it stands in an address's query."""
    return quote(value, safe="")
