"""Whether an article may be on the neutrality of civil servants, told before its page is fetched.

An article is passed over only where headline and address surely tell another subject: one word of the subject, of
those whom it concerns or who speak in its stories makes it unsure. What tells nothing must be fetched and read.
"""

import re
from functools import cache
from itertools import chain
from urllib.parse import unquote, urlsplit

from crawler.lexicons import load_lexicon

LONGEST = 1_000
NO_WORD = re.compile(r"[\W_]+")
# The end of an address by which a file is called: no word of the headline.
SUFFIX = re.compile(r"\.(?:html?|php|aspx?)$")
SPLIT_WORD = re.compile(r"(?<=\w)['’](?=\w)")


def may_be_on_topic(title: str | None, url: str) -> bool | None:
    """True where headline or address tell the subject, False where they tell another one, None where neither."""
    told = f" {_words(title or '')} {_words(_slug(url))} "
    words = _lexicon()
    rest = told
    for phrase in words["elsewhere"]:
        rest = rest.replace(phrase, "  ")
    if _has(rest, words["subject"]):
        return True
    is_servant, is_contest = _has(rest, words["servants"]), _has(rest, words["contest"])
    if is_servant and (is_contest or _has(rest, words["conduct"])):
        return True
    if is_servant or is_contest or _has(rest, words["government"]):
        return None
    return False if rest != told or _has(rest, words["others"]) else None


def _has(told: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in told for phrase in phrases)


def _words(text: str) -> str:
    """The words of a text in lower case, a blank between each two."""
    return NO_WORD.sub(" ", SPLIT_WORD.sub("", text[:LONGEST].casefold())).strip()


def _slug(url: str) -> str:
    """The parts of an address that are made of a headline: those of several words."""
    try:
        path = urlsplit(url[: 2 * LONGEST]).path
    except ValueError:
        return ""
    parts = [SUFFIX.sub("", unquote(part)) for part in path.split("/")]
    return " ".join(part for part in parts if part.count("-") >= 2 or part.count("_") >= 2)


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    """The lists, each phrase with the blanks around it by which it is searched."""
    lexicon = load_lexicon("topic")
    lists = {name: phrases for name, phrases in lexicon.items() if isinstance(phrases, list)}
    lists["others"] = list(chain.from_iterable(lexicon["others"].values()))
    return {
        name: tuple(f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} " for phrase in phrases)
        for name, phrases in lists.items()
    }
