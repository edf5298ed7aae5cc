"""What came back from a site, before it is read: refused, packed, in which encoding."""

import zlib

from crawler.html_page import decode_page
from crawler.ways.base import Answer

LONGEST_BODY = 60_000_000
GZIP = b"\x1f\x8b"
BEGINNING = 20_000
# What pages say that stand before a site and let no program through; several answer 200.
CHALLENGES = (
    *("<title>just a moment", "<title>attention required", "<title>please wait", "<title>ddos-guard"),
    *("cf-chl", "cf_chl", "captcha-delivery.com", "datadome", "/cdn-cgi/challenge-platform", "g-recaptcha-response"),
)


def refusal(answer: Answer) -> str | None:
    """Why an answer cannot be read; None where it can. That nothing has changed (304) is no refusal."""
    if answer.status == 304:
        return None
    if not 200 <= answer.status < 300:
        return f"answered {answer.status}"
    return None if answer.body.strip() else "answered with nothing"


def unpack(body: bytes, longest: int = LONGEST_BODY) -> tuple[bytes, bool]:
    """The body unpacked where it is gzip, once or twice over, and whether it was cut off.

    A site may send a `.gz` file without a header that tells so. What is broken or too large is cut off.
    """
    is_cut = False
    for _ in range(2):
        if not body.startswith(GZIP):
            break
        body, is_broken = _gunzip(body, longest)
        is_cut = is_cut or is_broken
    return body[:longest], is_cut or len(body) > longest


def text_of(answer: Answer) -> tuple[str, bool]:
    """The text of an answer, whatever its bytes, and whether it was cut off."""
    body, is_cut = unpack(answer.body)
    return decode_page(body), is_cut


def is_challenge(text: str) -> bool:
    """Whether a page without articles is one that asks to prove being human."""
    beginning = text[:BEGINNING].lower()
    return any(mark in beginning for mark in CHALLENGES)


def _gunzip(body: bytes, longest: int) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    left = longest
    while body.startswith(GZIP) and left > 0:
        member = zlib.decompressobj(31)
        try:
            piece = member.decompress(body, left)
        except zlib.error:
            return b"".join(pieces), True
        pieces.append(piece)
        left -= len(piece)
        if not member.eof:
            return b"".join(pieces), True
        body = member.unused_data
    return b"".join(pieces), left <= 0
