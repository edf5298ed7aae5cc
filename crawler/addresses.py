"""Addresses of articles: which are taken, and the id that an article gets from one."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Hosts that can belong to nobody (RFC 2606): invented articles.
INVENTED = ".example"
RESERVED = (".example", ".test", ".invalid")
LONGEST = 2_000
# Parameters that tell how a reader came, not what they read.
TRACKING = re.compile(
    r"(?i)(?:utm_\w*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|"
    r"__twitter_impression|share|shared|jxrecoid|source|medium|device|amp|print)$"
)
HOST = re.compile(r"(?i)[^\s/\\@:?#\[\]]{1,253}$")


def check_address(url: str) -> str:
    """The address without white space around it. Raises ValueError where it is none of http or https."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"url is no http(s) address: {url!r:.80}") from error
    is_web = parts.scheme.lower() in ("http", "https") and host is not None and HOST.match(host) and not parts.username
    if not is_web or len(url) > LONGEST or any(char.isspace() or not char.isprintable() for char in url):
        raise ValueError(f"url is no http(s) address: {url!r:.80}")
    return url


def is_invented(url: str | None) -> bool:
    """Whether an address is of a host that cannot exist."""
    return url is not None and (urlsplit(url).hostname or "").rstrip(".").endswith(INVENTED)


def is_reserved(url: str) -> bool:
    """Whether an address is of a host that no site on the internet has: those of demonstrations and tests."""
    return (urlsplit(url).hostname or "").rstrip(".").endswith(RESERVED)


def canonical_address(url: str) -> str:
    """The address without fragment and tracking parameters, its host in lower case, http read as https."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])]
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    return f"https://{host}{parts.path or '/'}" + (f"?{urlencode(query)}" if query else "")


def address_id(url: str) -> str:
    """`u-` and 16 hex digits of the SHA-256 of the canonical address."""
    return f"u-{hashlib.sha256(canonical_address(url).encode()).hexdigest()[:16]}"
