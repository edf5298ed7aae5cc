"""One person under all forms of the name, and every place where the text names them.

"Abdul Barri", "Abd Barri" and "Barri" are one person: a short form belongs to the full name whose words it is made of,
a misprint to the name that it nearly is. A nickname is told by its words ("akrab disapa X"), or is the beginning of a
name beside a verb of speaking.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.person_names import SPACES, STOPPED, names_of
from nlp.place_names import Words, words_of
from nlp.spans import ClosedSpans

SHORTEST = 3
SHORTEST_FUZZY = 6
TWO_SLIPS = 10
# Spellings of one name, by the form they are compared in.
SAME = {
    "abd": "abdul", "abdoel": "abdul", "muh": "muhammad", "moh": "muhammad", "mohd": "muhammad", "mohammad": "muhammad", "muhamad": "muhammad", "mohamad": "muhammad", "mochamad": "muhammad", "mochammad": "muhammad", "moch": "muhammad",
    "mhd": "muhammad", "ach": "ahmad", "achmad": "ahmad", "akhmad": "ahmad", "arief": "arif", "syarief": "syarif", "sjarif": "syarif", "soekarno": "sukarno", "yusup": "yusuf", "jusuf": "yusuf", "st": "siti", "sitti": "siti",
}
NICKNAME_WORDS = 3
# Before a nickname: a blank, or a blank and a quotation mark.
QUOTED = SPACES | {' "', " “", " '", " ‘"}


@dataclass
class Person:
    """One person: `parts` of the longest form, `name` as it is printed, and other single words for them."""

    parts: tuple[str, ...]
    name: str
    keys: tuple[str, ...]
    role: str
    nicknames: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of an article; `owners` gives for each name that was gathered the number of its person."""

    persons: list[Person]
    owners: list[int]


def gather_persons(words: Words, names: Iterable[tuple[tuple[str, ...], int, int, str]]) -> Persons:
    """Gather names, given as (parts, start, end, role), into persons, in reading order."""
    persons: list[Person] = []
    by_key: dict[str, list[int]] = {}
    owners: list[int] = []
    for parts, start, end, role in names:
        keys = tuple(map(_key, parts))
        number = _owner(keys, role, persons, by_key)
        if number is None:
            number = len(persons)
            persons.append(Person(parts, words.text[start:end], keys, role))
        elif len(keys) > len(persons[number].keys) or _is_fuller(words.text[start:end], persons[number], keys):
            person = persons[number]
            person.parts, person.name, person.keys = parts, words.text[start:end], keys
        for key in keys:
            held = by_key.setdefault(key, [])
            if number not in held:
                held.append(number)
        owners.append(number)
    return Persons(persons, owners)


def mention_spans(
    doc: Doc, words: Words, persons: Persons, open_words: frozenset[int], in_capitals: Mapping[int, bool]
) -> dict[int, list[tuple[int, int]]]:
    """Every place where each person is named, by the person's number, in reading order."""
    _find_nicknames(words, persons.persons, open_words)
    index = _Index(persons.persons)
    places = ClosedSpans((place.start, place.end) for place in doc._.places)
    spans: dict[int, list[tuple[int, int]]] = {}
    last_named: dict[int, int] = {}
    at = 0
    while at < len(words):
        found = _read_mention(words, at, index, last_named, places, in_capitals) if at in open_words else None
        if found is None:
            at += 1
            continue
        number, length = found
        spans.setdefault(number, []).append((words.starts[at], words.ends[at + length - 1]))
        last_named[number] = at
        at += length
    return spans


class _Index:
    """The words of all persons' names, for look-up by word and by near misses."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = persons
        self.by_key: dict[str, list[int]] = {}
        self.nicknames: dict[str, list[int]] = {}
        self._near: dict[str, str | None] = {}
        for number, person in enumerate(persons):
            for key in person.keys:
                if number not in self.by_key.setdefault(key, []):
                    self.by_key[key].append(number)
            for nickname in person.nicknames:
                self.nicknames.setdefault(nickname, []).append(number)
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for key in self.by_key:
            self._by_shape.setdefault((key[0], len(key)), []).append(key)

    def key_of(self, word: str) -> str | None:
        """The name's word that a printed word is, or nearly is."""
        key = _key(word)
        if key in self.by_key:
            return key
        if len(key) < SHORTEST_FUZZY:
            return None
        if key not in self._near:
            shapes = ((key[0], len(key) + step) for step in (0, -1, 1))
            candidates = (other for shape in shapes for other in self._by_shape.get(shape, ()))
            self._near[key] = next((other for other in candidates if _is_slip(key, other)), None)
        return self._near[key]


def _owner(
    keys: tuple[str, ...], role: str, persons: Sequence[Person], by_key: Mapping[str, list[int]]
) -> int | None:
    """The person whose name a form is: all words of the shorter stand in the longer, or all are nearly the same.

    One word that is a piece of one person's name ("Camat Riduan" for Riduansyah) is theirs in the same role.
    """
    shared = [number for key in keys for number in by_key.get(key, ())]
    for number in sorted(set(shared), key=lambda number: (-shared.count(number), -number)):
        one, other = set(keys), set(persons[number].keys)
        if one <= other or other <= one:
            return number
        same_length = len(keys) == len(persons[number].keys)
        if same_length and all(a == b or _is_slip(a, b) for a, b in zip(keys, persons[number].keys, strict=True)):
            return number
    if len(keys) == 1 and len(keys[0]) > SHORTEST:
        pieces = [n for n, p in enumerate(persons[-50:], max(0, len(persons) - 50)) if _is_piece(keys[0], role, p)]
        if len(pieces) == 1:
            persons[pieces[0]].nicknames.add(keys[0])
            return pieces[0]
    for number in range(max(0, len(persons) - 50), len(persons)):
        other_keys = persons[number].keys
        if len(keys) == len(other_keys) and all(_is_slip(a, b) for a, b in zip(keys, other_keys, strict=True)):
            return number
    return None


def _is_piece(key: str, role: str, person: Person) -> bool:
    return person.role == role and any(key in other and key != other for other in person.keys)


def _is_fuller(printed: str, person: Person, keys: tuple[str, ...]) -> bool:
    """Whether a form of as many words spells out what the person's shortens."""
    return set(keys) == set(person.keys) and len(printed) > len(person.name)


def _read_mention(
    words: Words,
    at: int,
    index: _Index,
    last_named: Mapping[int, int],
    places: ClosedSpans,
    in_capitals: Mapping[int, bool],
) -> tuple[int, int] | None:
    """The person named at a word, and how many words the mention has."""
    printed = words.text[words.starts[at] : words.ends[at]]
    if not printed[0].isupper():
        return None
    nickname = _nickname_at(words, at, index)
    if nickname is not None:
        return nickname
    key = index.key_of(words.folded[at])
    if key is None:
        return _short_beside_speech(words, at, index)
    best: tuple[int, int, int] | None = None
    for number in index.by_key[key]:
        length = _match_length(words, at, index, index.persons[number])
        rank = (length, last_named.get(number, -1), number)
        if best is None or rank > best:
            best = rank
    if best is None:
        return None
    length, _, number = best
    person = index.persons[number]
    if length == len(person.keys):
        return number, length
    if length == 1 and not _stands_alone(words, at, printed, places, bool(in_capitals.get(at))):
        return None
    is_inside = _is_inside_longer(words, at, length, person)
    return None if is_inside else (number, length)


def _match_length(words: Words, at: int, index: _Index, person: Person) -> int:
    """How many words from `at` on are the person's, in the order of the name."""
    key = index.key_of(words.folded[at])
    position = person.keys.index(key) if key in person.keys else -1
    if position < 0:
        return 0
    length = 1
    while position + length < len(person.keys) and at + length < len(words):
        gap = words.gap(at + length)
        if gap not in SPACES and gap not in STOPPED and gap not in {"-", "’", "'", "`"}:
            break
        if index.key_of(words.folded[at + length]) != person.keys[position + length]:
            break
        length += 1
    return length


def _stands_alone(words: Words, at: int, printed: str, places: ClosedSpans, in_capitals: bool) -> bool:
    """Whether one word may be meant as a person: long enough, no common word, no place, no shout."""
    if len(printed) < SHORTEST or words.folded[at] in names_of("never") | names_of("never_alone"):
        return False
    if printed.isupper() and not in_capitals:
        return False
    return not places.hold(words.starts[at])


def _is_inside_longer(words: Words, at: int, length: int, person: Person) -> bool:
    """Whether the words belong to a longer name that is not the person's ("Universitas Andi Djemma")."""
    before = at - 1
    if at > 0 and words.gap(at) in SPACES and _may_be_name(words, before):
        if words.folded[before] not in names_of("honorifics") and _key(words.folded[before]) not in person.keys:
            return True
    after = at + length
    is_joined = after < len(words) and words.gap(after) in SPACES and _may_be_name(words, after)
    return is_joined and _key(words.folded[after]) not in person.keys and words.folded[after] not in _not_joined()


def _may_be_name(words: Words, index: int) -> bool:
    """Whether a word beside a name looks like more of a name, and not like an office, a body or a sentence's opening."""
    if not words.is_name_like(index) or words.folded[index] in names_of("never"):
        return False
    if words.folded[index] in _not_joined() or words.folded[index] in words_of("sentence_openers", "words"):
        return False
    opens_sentence = index == 0 or any(mark in words.gap(index) for mark in '.!?\n"“”:')
    return not opens_sentence


@cache
def _not_joined() -> frozenset[str]:
    """Words of offices: a name beside them is whole."""
    lexicon = load_lexicon("offices")
    fixed = (word for names in lexicon["fixed"].values() for name in names for word in name.split())
    heads = (word for name in lexicon["open"]["heads"] for word in name.split())
    return frozenset(fixed) | frozenset(heads) | frozenset(lexicon["words"]["office"])


def _find_nicknames(words: Words, persons: Sequence[Person], open_words: frozenset[int]) -> None:
    """Add the nicknames that the text tells to the person named last before them."""
    if not persons:
        return
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
    """Where the last word of a full name stands, with the person's number, in order."""
    lasts: dict[str, list[int]] = {}
    for number, person in enumerate(persons):
        lasts.setdefault(person.keys[-1], []).append(number)
    found = []
    for at, word in enumerate(words.folded):
        for number in lasts.get(_key(word), ()):
            length = len(persons[number].keys)
            if tuple(map(_key, words.folded[max(0, at - length + 1) : at + 1])) == persons[number].keys:
                found.append((at, number))
    return found


def _add_nickname(
    words: Words, first: int, before: int, persons: Sequence[Person], positions: Sequence[tuple[int, int]]
) -> None:
    without = load_lexicon("person_names")["nickname"]["without"]
    while first < len(words) and (words.folded[first] in without or words.folded[first] in _not_joined()):
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
    if any(_key(part) in person.keys for part in parts for person in persons):
        return
    alike = [p for p in persons if any(key.startswith(parts[-1]) and key != parts[-1] for key in p.keys)]
    # "Papa Ai, sapaan akrab Djainudin": the person stands behind.
    behind = [p for p in persons if any(_key(word) in p.keys for word in words.folded[before : before + 4])]
    at = bisect_right(positions, (before, len(persons))) - 1
    if len(alike) == 1 or len(behind) == 1:
        (alike if len(alike) == 1 else behind)[0].nicknames.add(nickname)
    elif at >= 0:
        persons[positions[at][1]].nicknames.add(nickname)


def _nickname_at(words: Words, at: int, index: _Index) -> tuple[int, int] | None:
    for length in range(NICKNAME_WORDS, 0, -1):
        found = index.nicknames.get(" ".join(words.folded[at : at + length]))
        if found:
            return found[-1], length
    return None


def _short_beside_speech(words: Words, at: int, index: _Index) -> tuple[int, int] | None:
    """The person whose name begins so, for a word beside a verb of speaking ("kata Anton" for Antonius)."""
    word = words.folded[at]
    if len(word) < SHORTEST or word in names_of("never") or word in _not_joined() or not words.is_name_like(at):
        return None
    before = words.folded[at - 1] if at and words.gap(at) in SPACES else ""
    after = words.folded[at + 1] if at + 1 < len(words) and words.gap(at + 1) in SPACES else ""
    if before not in words_of("rejecting", "person") and after not in words_of("rejecting", "speech"):
        return None
    fitting = [
        number
        for number, person in enumerate(index.persons)
        if any(key.startswith(word) and len(key) > len(word) for key in person.keys)
    ]
    return (fitting[0], 1) if len(fitting) == 1 else None


def _key(word: str) -> str:
    """The form in which words of names are compared."""
    folded = word.casefold().replace("’", "'").replace("`", "'")
    return SAME.get(folded, folded)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one name, printed with one slip; two where it is long."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_FUZZY or abs(len(one) - len(other)) > 1:
        return False
    return _distance(one, other) <= (2 if min(len(one), len(other)) >= TWO_SLIPS else 1)


def _distance(one: str, other: str) -> int:
    """The number of letters to add, drop or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        previous, row[0] = row[0], number
        for at, sign in enumerate(other, 1):
            previous, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, previous + (letter != sign))
    return row[-1]
