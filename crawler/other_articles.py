"""Other articles in the middle of an article's text: their headlines and beginnings, told by what the page links to."""

import re
from itertools import groupby

from lxml.html import HtmlElement  # type: ignore[import-untyped]

LEAST_HEADLINE, LONGEST_HEADLINE = 4, 25
READ_TOO = re.compile(r"(?i)\b(?:baca juga|lihat juga|simak juga)\s?:\s?")
# "RIAULINTAS.CO, KAMPAR - ": the outlet before its place.
OWN_DATELINE = re.compile(r"(?P<outlet>[A-Z][A-Z0-9]{2,25}\.[A-Z]{2,4}),? [A-Z][A-Z .]{2,30}\s?[-–—] ")


def linked_headlines(tree: HtmlElement) -> set[str]:
    """What links of the page say, where it is as long as a headline."""
    texts = (" ".join(link.text_content().split()).casefold() for link in tree.iter("a"))
    return {text for text in texts if LEAST_HEADLINE <= len(text.split()) <= LONGEST_HEADLINE}


def without_other_articles(body: str, headlines: set[str]) -> str:
    """The body without what other articles left in it; `headlines` are `linked_headlines` of the page."""
    return _without_teasers(_without_headlines(_without_links_beside(body, headlines), headlines))


def _without_headlines(body: str, headlines: set[str]) -> str:
    """The body without other articles' headlines.

    They stand bare among the paragraphs of some sites, as do those beside them; elsewhere on the page they are links.
    A paragraph that ends as a sentence does is kept, and so is a list of names and offices.
    """
    kept: list[str] = []
    for is_bare, run in groupby(body.split("\n\n"), key=_is_bare):
        paragraphs = list(run)
        if not is_bare or not any(paragraph.lstrip("•·- ").casefold() in headlines for paragraph in paragraphs):
            kept += paragraphs
    return "\n\n".join(kept)


def _without_links_beside(body: str, headlines: set[str]) -> str:
    """The body without "Baca juga: HEADLINE" in the middle of a paragraph, where HEADLINE is what a link says."""
    pieces: list[str] = []
    at = 0
    for found in READ_TOO.finditer(body):
        line = body[found.end() : found.end() + 300].split("\n")[0]
        words = list(re.finditer(r"\S+", line))[:LONGEST_HEADLINE]
        for count in range(len(words), LEAST_HEADLINE - 1, -1):
            headline = line[: words[count - 1].end()]
            if " ".join(headline.split()).casefold() in headlines:
                pieces.append(body[at : found.start()].rstrip(" "))
                at = found.end() + len(headline)
                break
    return "".join([*pieces, body[at:]])


def _without_teasers(body: str) -> str:
    """The body without the beginnings of other articles: paragraphs that open with the outlet's dateline once more."""
    paragraphs = body.split("\n\n")
    datelines = [OWN_DATELINE.match(paragraph) for paragraph in paragraphs]
    first = next((at for at, found in enumerate(datelines[:3]) if found), None)
    if first is None:
        return body
    own = datelines[first]
    return "\n\n".join(
        paragraph
        for at, (paragraph, found) in enumerate(zip(paragraphs, datelines, strict=True))
        if at <= first or found is None or own is None or found["outlet"] != own["outlet"]
    )


def _is_bare(paragraph: str) -> bool:
    """Whether a paragraph looks like a headline: some words, most with a capital, no end of a sentence."""
    words = paragraph.lstrip("•·- ").split()
    if not LEAST_HEADLINE <= len(words) <= LONGEST_HEADLINE or paragraph.rstrip()[-1] in '.,:;"”':
        return False
    long_words = [word for word in words if len(word) > 3]
    return sum(not word[0].islower() for word in long_words) >= 0.75 * len(long_words)
