"""Nicknames that the text tells: "akrab disapa X", "X, sapaan akrabnya", "yang oleh warga dipanggil Mama X"."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from nlp.lexicons import load_lexicon
from nlp.office_words import office_vocabulary
from nlp.person_names import SPACES, names_of
from nlp.person_page import Page
from nlp.persons import Person, name_key
from nlp.place_names import Words, words_of

NICKNAME_WORDS = 3
# Letters of one word of a name that tells its person.
SHORTEST_KEY = 4
# A text that names more persons than this is a list, and tells no nicknames.
MOST_PERSONS = 200
# Before a nickname: a blank, or a blank and a quotation mark.
QUOTED = SPACES | {' "', " “", " '", " ‘"}


def find_nicknames(page: Page, persons: Sequence[Person]) -> None:
    """Add the nicknames that the text tells to the person who is like them, or else is named last before them."""
    if not 0 < len(persons) <= MOST_PERSONS:
        return
    words, open_words = page.words, page.read
    lexicon = load_lexicon("person_names")["nickname"]
    before = [tuple(row) for row in lexicon["before"]]
    after = [tuple(row) for row in lexicon["after"]]
    titled = [tuple(row) for row in lexicon["before_honorific"]]
    starts = {row[0] for row in (*before, *after, *titled)}
    positions = _first_words(words, persons)
    for at in range(len(words)):
        if words.folded[at] not in starts or at not in open_words:
            continue
        if words.gap(at).strip() == "," and any(_stands_at(words, at, row) for row in after):
            first = at
            while first > 0 and at - first < NICKNAME_WORDS and words.is_capital(first - 1):
                first -= 1
            _add_nickname(words, first, at, persons, positions)
            continue
        row = next((row for row in before if _stands_at(words, at, row)), None)
        row = row or next((r for r in titled if _stands_at(words, at, r) and _is_titled(words, at + len(r))), None)
        if row is not None and words.gap(at + len(row)) in QUOTED:
            _add_nickname(words, at + len(row), at, persons, positions)


def _is_titled(words: Words, at: int) -> bool:
    return at < len(words) and words.folded[at] in names_of("honorifics") and words.is_capital(at)


def _stands_at(words: Words, at: int, row: tuple[str, ...]) -> bool:
    return tuple(words.folded[at : at + len(row)]) == row


def _first_words(words: Words, persons: Sequence[Person]) -> list[tuple[int, int]]:
    """Where a full name ends or a word of it that no other person has, with the person's number, in order."""
    lasts: dict[str, list[int]] = {}
    shared = Counter(key for person in persons for key in set(person.keys))
    own = {
        key: number
        for number, person in enumerate(persons)
        for key in person.keys
        if shared[key] == 1 and len(key) >= SHORTEST_KEY
    }
    for number, person in enumerate(persons):
        lasts.setdefault(person.keys[-1], []).append(number)
    found = []
    for at, word in enumerate(words.folded):
        key = name_key(word)
        if key in own and words.is_name_like(at):
            found.append((at, own[key]))
        for number in lasts.get(key, ()):
            length = len(persons[number].keys)
            if tuple(map(name_key, words.folded[max(0, at - length + 1) : at + 1])) == persons[number].keys:
                found.append((at, number))
    return found


def _add_nickname(
    words: Words, first: int, before: int, persons: Sequence[Person], positions: Sequence[tuple[int, int]]
) -> None:
    without = load_lexicon("person_names")["nickname"]["without"]
    while first < len(words) and (words.folded[first] in without or words.folded[first] in office_vocabulary()):
        first += 1
    last = first
    while last < len(words) and last - first < NICKNAME_WORDS and words.is_name_like(last):
        if last > first and words.gap(last) not in SPACES:
            break
        last += 1
    parts = words.folded[first:last]
    if not parts or any(part in names_of("never") or part in words_of("heads", "words") for part in parts):
        return
    nickname = " ".join(parts)
    if any(name_key(part) in person.keys for part in parts for person in persons):
        return
    alike = [p for p in persons if any(key.startswith(parts[-1]) and key != parts[-1] for key in p.keys)]
    # "Papa Ai, sapaan akrab Djainudin": the person stands behind.
    behind = [p for p in persons if any(name_key(word) in p.keys for word in words.folded[before : before + 4])]
    at = bisect_right(positions, (before, len(persons))) - 1
    if len(alike) == 1 or len(behind) == 1:
        (alike if len(alike) == 1 else behind)[0].nicknames.add(nickname)
    elif at >= 0:
        persons[positions[at][1]].nicknames.add(nickname)
