"""One person under all forms of the name: short forms, spellings, misprints.

"Abdul Barri", "Abd Barri" and "Barri" are one person: a short form belongs to the full name whose words it is made of,
a misprint to the name that it nearly is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nlp.place_names import Words

SHORTEST = 3
SHORTEST_FUZZY = 6
TWO_SLIPS = 10
# Of many persons, the last so many are compared with a new name that shares no word with any.
COMPARED = 50
# Spellings of one name, by the form they are compared in.
SAME = {
    "abd": "abdul",
    "abdoel": "abdul",
    "muh": "muhammad",
    "moh": "muhammad",
    "mohd": "muhammad",
    "mohammad": "muhammad",
    "muhamad": "muhammad",
    "mohamad": "muhammad",
    "mochamad": "muhammad",
    "mochammad": "muhammad",
    "moch": "muhammad",
    "mhd": "muhammad",
    "ach": "ahmad",
    "achmad": "ahmad",
    "akhmad": "ahmad",
    "arief": "arif",
    "syarief": "syarif",
    "sjarif": "syarif",
    "soekarno": "sukarno",
    "yusup": "yusuf",
    "jusuf": "yusuf",
    "st": "siti",
    "sitti": "siti",
}


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
        keys = tuple(map(name_key, parts))
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


def _owner(keys: tuple[str, ...], role: str, persons: Sequence[Person], by_key: Mapping[str, list[int]]) -> int | None:
    """The person whose name a form is: all words of the shorter stand in the longer, or all are nearly the same.

    One word that is a piece of one person's name ("Camat Riduan" for Riduansyah) is theirs in the same role.
    """
    shared = [number for key in keys for number in by_key.get(key, ())[-COMPARED:]]
    for number in sorted(set(shared), key=lambda number: (-shared.count(number), -number)):
        one, other = set(keys), set(persons[number].keys)
        if one <= other or other <= one:
            return number
        same_length = len(keys) == len(persons[number].keys)
        if same_length and all(a == b or is_slip(a, b) for a, b in zip(keys, persons[number].keys, strict=True)):
            return number
        if persons[number].role == role and _is_shortened(keys, persons[number].keys):
            return number
        if persons[number].role == role and same_length and are_spellings(keys, persons[number].keys):
            return number
    if len(keys) == 1 and len(keys[0]) > SHORTEST:
        pieces = [
            n for n, p in enumerate(persons[-COMPARED:], max(0, len(persons) - COMPARED)) if _is_piece(keys[0], role, p)
        ]
        if len(pieces) == 1:
            persons[pieces[0]].nicknames.add(keys[0])
            return pieces[0]
    for number in range(max(0, len(persons) - COMPARED), len(persons)):
        other_keys = persons[number].keys
        if len(keys) == len(other_keys) and all(is_slip(a, b) for a, b in zip(keys, other_keys, strict=True)):
            return number
    return None


def are_spellings(keys: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names share a word and differ in no more than a letter that one has ("Husen", "Husein")."""
    pairs = [(a, b) for a, b in zip(keys, others, strict=True) if a != b]
    if len(pairs) != 1 or len(keys) < 2:
        return False
    one, other = sorted(pairs[0], key=len)
    return SHORTEST < len(one) == len(other) - 1 and any(
        one == other[:at] + other[at + 1 :] for at in range(len(other))
    )


def _is_shortened(keys: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one name is the other with its first word cut short ("Kris Bandaso" for Kristian Bandaso)."""
    shorter, longer = sorted((keys[0], others[0]), key=len)
    is_cut = SHORTEST < len(shorter) < len(longer) and longer.startswith(shorter)
    return is_cut and bool(keys[1:]) and (set(keys[1:]) <= set(others) or set(others[1:]) <= set(keys))


def _is_piece(key: str, role: str, person: Person) -> bool:
    return person.role == role and any(key in other and key != other for other in person.keys)


def _is_fuller(printed: str, person: Person, keys: tuple[str, ...]) -> bool:
    """Whether a form of as many words spells out what the person's shortens."""
    return set(keys) == set(person.keys) and len(printed) > len(person.name)


def name_key(word: str) -> str:
    """The form in which words of names are compared."""
    folded = word.casefold().replace("’", "'").replace("`", "'")
    return SAME.get(folded, folded)


def is_slip(one: str, other: str) -> bool:
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
