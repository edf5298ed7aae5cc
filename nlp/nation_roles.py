"""How much a story says for the nation as a whole: its ministries and commissions, where they act."""

import re
from functools import cache

from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrases, compile_phrases, find_all

IN_HEADLINE = 6.0
IN_OPENING = 3.0
ELSEWHERE = 0.75
MOST_ELSEWHERE = 4
REACH = 120


@cache
def _phrases() -> Phrases:
    return compile_phrases(load_lexicon("area_roles")["nation"])


def nation_weight(doc: Doc, opening_end: int) -> float:
    """What speaks for the nation: bodies of it that act in headline, opening, text."""
    title = doc._.article.title or ""
    weight = IN_HEADLINE if _acts(title, 0, len(title)) else 0.0
    if _acts(doc.text, 0, opening_end):
        weight += IN_OPENING
    return weight + ELSEWHERE * min(MOST_ELSEWHERE, _acts(doc.text, opening_end, len(doc.text)))


def _acts(text: str, start: int, end: int) -> int:
    """The number of places where a national body is the one that acts or speaks."""
    aside, acts, says = _patterns()
    count = 0
    for found in find_all(_phrases(), text, start, end):
        if not text[found.start()].isupper():
            continue
        before = text[max(start, found.start() - REACH // 2) : found.start()]
        is_subject = aside.search(before) is None and acts.match(text, found.end(), min(end, found.end() + REACH))
        count += bool(is_subject or says.search(before))
    return count


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a body that does not act, behind one that does, before one that speaks."""
    lists = load_lexicon("area_roles")
    aside, acts, says = ("|".join(lists[f"nation_{name}"]) for name in ("aside", "acts", "says"))
    name = r"(?:[ \u00a0]+(?:\(?[A-Z][\w.,'’()/-]{0,25}|dan|ri)){0,10}"
    return (
        re.compile(rf"(?i)\b(?:{aside})[ \u00a0]+(?:[\w()-]{{1,20}}[ \u00a0]+){{0,2}}\(?$|[(/,] ?$"),
        re.compile(rf"(?i){name}[ \u00a0,]+(?:me\w{{3,}}|{acts})\b|[ \u00a0]?:"),
        re.compile(rf"(?i)\b(?:{says})[ \u00a0]+(?:[\w.,()/-]{{1,25}}[ \u00a0]+){{0,6}}$"),
    )
