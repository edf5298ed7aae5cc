"""Every place where the text names a person: by the full name, a part of it, a misprint, a nickname.

One word names somebody where it stands alone: not inside another's name, a place's or a building's. The beginning of a
name does so beside a verb of speaking ("kata Anton" for Antonius).
"""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from nlp.nicknames import MOST_PERSONS, NICKNAME_WORDS, find_nicknames
from nlp.office_words import office_vocabulary
from nlp.person_names import SPACES, STOPPED, names_of
from nlp.person_page import Page
from nlp.persons import SHORTEST, SHORTEST_FUZZY, Person, Persons, is_slip, name_key
from nlp.place_names import Words, words_of
from nlp.spans import ClosedSpans

# Persons of one word who are compared where it stands; a text with more is a list.
MOST_ALIKE = 50


def mention_spans(doc: Doc, page: Page, persons: Persons) -> dict[int, list[tuple[int, int]]]:
    """Every place where each person is named, by the person's number, in reading order."""
    words, open_words, in_capitals = page.words, page.read, page.in_capitals
    find_nicknames(page, persons.persons)
    index = _Index(persons.persons)
    places = ClosedSpans((place.start, place.end) for place in doc._.places)
    spans: dict[int, list[tuple[int, int]]] = {}
    last_named: dict[int, int] = {}
    at = 0
    while at < len(words):
        is_asked = words.text[words.starts[at]].isupper() and at in open_words
        found = _read_mention(words, at, index, last_named, places, in_capitals) if is_asked else None
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
        key = name_key(word)
        if key in self.by_key:
            return key
        if len(key) < SHORTEST_FUZZY:
            return None
        if key not in self._near:
            shapes = ((key[0], len(key) + step) for step in (0, -1, 1))
            candidates = (other for shape in shapes for other in self._by_shape.get(shape, ()))
            self._near[key] = next((other for other in candidates if is_slip(key, other)), None)
        return self._near[key]


def _read_mention(
    words: Words,
    at: int,
    index: _Index,
    last_named: Mapping[int, int],
    places: ClosedSpans,
    in_capitals: frozenset[int],
) -> tuple[int, int] | None:
    """The person named at a capitalised word, and how many words the mention has."""
    printed = words.text[words.starts[at] : words.ends[at]]
    nickname = _nickname_at(words, at, index)
    if nickname is not None:
        return nickname
    key = index.key_of(words.folded[at])
    if key is None:
        return _short_beside_speech(words, at, index)
    best: tuple[int, int, int] | None = None
    for number in index.by_key[key][:MOST_ALIKE]:
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
    if length == 1 and not _stands_alone(words, at, printed, places, at in in_capitals):
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
    if at > 0 and words.gap(at) in SPACES and words.folded[before] in names_of("buildings"):
        return True
    has_more = at > 0 and words.gap(at) in SPACES and _may_be_name(words, before)
    if (
        has_more
        and words.folded[before] not in names_of("honorifics")
        and name_key(words.folded[before]) not in person.keys
    ):
        return True
    after = at + length
    is_joined = after < len(words) and words.gap(after) in SPACES and _may_be_name(words, after)
    return (
        is_joined
        and name_key(words.folded[after]) not in person.keys
        and words.folded[after] not in office_vocabulary()
    )


def _may_be_name(words: Words, index: int) -> bool:
    """Whether a word beside a name looks like more of a name, and not like an office or a sentence's opening."""
    if not words.is_name_like(index) or words.folded[index] in names_of("never"):
        return False
    if words.folded[index] in office_vocabulary() or words.folded[index] in words_of("sentence_openers", "words"):
        return False
    opens_sentence = index == 0 or any(mark in words.gap(index) for mark in '.!?\n"“”:')
    return not opens_sentence


def _nickname_at(words: Words, at: int, index: _Index) -> tuple[int, int] | None:
    for length in range(NICKNAME_WORDS, 0, -1):
        found = index.nicknames.get(" ".join(words.folded[at : at + length]))
        if found:
            return found[-1], length
    return None


def _short_beside_speech(words: Words, at: int, index: _Index) -> tuple[int, int] | None:
    """The person whose name begins so, for a word beside a verb of speaking ("kata Anton" for Antonius)."""
    word = words.folded[at]
    if len(word) < SHORTEST or word in names_of("never") or word in office_vocabulary() or not words.is_name_like(at):
        return None
    before = words.folded[at - 1] if at and words.gap(at) in SPACES else ""
    after = words.folded[at + 1] if at + 1 < len(words) and words.gap(at + 1) in SPACES else ""
    if before not in words_of("rejecting", "person") and after not in words_of("rejecting", "speech"):
        return None
    fitting = [
        number
        for number, person in enumerate(index.persons[:MOST_PERSONS])
        if any(key.startswith(word) and len(key) > len(word) for key in person.keys)
    ]
    return (fitting[0], 1) if len(fitting) == 1 else None
