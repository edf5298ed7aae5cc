"""Long alternations made quick: nearly every place of a text fails them at its first letters."""

import re
from collections.abc import Iterable

# So many first letters are asked for.
HEAD = 3
HEADS = re.compile(rf"\w{{1,{HEAD}}}")


def begins_like(words: Iterable[str], others: str = "") -> str:
    """A look-ahead, case ignored, for the first letters of some words; `others` is a set of characters as well.

    It is to stand before the words' own alternation, and rules out nothing that they would match; it is empty where one
    of them begins with no letter.
    """
    by_letter: dict[str, set[str]] = {}
    for word in words:
        head = HEADS.match(word.lower())
        if head is None:
            return ""
        by_letter.setdefault(head[0][0], set()).add(head[0][1:])
    branches = [f"[{others}]"] if others else []
    for letter, rests in sorted(by_letter.items()):
        rest = "" if "" in rests else f"(?:{'|'.join(sorted(rests))})"
        branches.append(f"{letter}{rest}")
    return f"(?i:(?={'|'.join(branches)}))"
