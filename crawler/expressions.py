"""Regular expressions that come from files: compiled, and refused where they could run for ever.

The check is a simple one on the parsed expression, and errs towards refusing. Refused are
- a repetition of something of varying length ("(a+)+", "(?:a?b)*"), unless each round ends or begins with a character
  that cannot stand elsewhere in it ("(?:[a-z]+/)+" is fine);
- a repetition of alternatives that can begin with the same character ("(?:ab|a)*");
- two open repetitions in a row of which the second can take what the first can ("a.*b.*"): write ".{0,80}" for one;
- references back to a group.
It is no proof: what passes takes time that grows with the text's length, not with a power of it that matters.
"""

import re
from re import _constants as op  # type: ignore[attr-defined]  # the parser that `re` compiles with; it has no public name
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_EXPRESSION = 600
# A repetition up to this often is as good as a fixed one.
SHORT = 100
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
Chars = frozenset[int]
NONE: Chars = frozenset()
OTHERS = 256  # stands for all characters beyond Latin-1
EVERYTHING = frozenset(range(OTHERS + 1))
CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def compile_expression(expression: str) -> re.Pattern[str]:
    """Compile an expression. Raises ValueError, in words for who wrote it, where it is broken or could run for ever."""
    if len(expression) > LONGEST_EXPRESSION:
        raise ValueError(f"is longer than {LONGEST_EXPRESSION} characters; split it in several")
    try:
        pattern = re.compile(expression)
        _check(list(parser.parse(expression)))
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    except (OverflowError, RecursionError) as error:
        raise ValueError("is no regular expression that can be handled: too large or nested too deeply") from error
    return pattern


def _check(items: list[Any], pending: Chars = NONE, in_rounds: bool = False) -> Chars:
    """Check a sequence and all in it. `pending` and the result are what open repetitions before can go on taking.

    In the rounds of a repetition every repetition counts as open, for two ways through a round are many through all.
    """
    for code, value in _flat(items):
        if code in (op.GROUPREF, op.GROUPREF_EXISTS):
            raise ValueError("refers back to a group; such expressions can run for ever")
        if code in REPEATS:
            pending = _check_repeat(value[0], value[1], list(value[2]), pending, in_rounds)
        elif code is op.BRANCH:
            if in_rounds:
                _check_alternatives(value[1])
            pending = NONE.union(*(_check(list(one), pending, in_rounds) for one in value[1]))
        elif code in (op.ASSERT, op.ASSERT_NOT):
            _check(list(value[1]))
        elif (taken := _characters([(code, value)])) and not taken & pending:
            pending = NONE
    return pending


def _check_repeat(least: int, most: int, inner: list[Any], pending: Chars, in_rounds: bool) -> Chars:
    if most > 1:
        _check_rounds(inner)
    if in_rounds and least != most and _width(inner)[0] == 0:
        raise ValueError("repeats what can be empty, as in (a?)?, in a repetition; that can run for ever")
    is_open = least != most if in_rounds else most > SHORT
    if is_open and _first(inner) & pending:
        raise ValueError('has two open repetitions that can take the same text; bound one of them: ".{0,80}"')
    in_rounds = in_rounds or most > 1
    after = _check(inner, pending, in_rounds)
    if most > 1:
        after |= _check(inner, after, in_rounds)
    if is_open:
        after |= _characters(inner)
    return after | pending if least == 0 else after


def _check_alternatives(alternatives: list[Any]) -> None:
    seen = NONE
    if sum(_width(list(alternative))[0] == 0 for alternative in alternatives) > 1:
        raise ValueError("repeats alternatives of which several can be empty; that can run for ever")
    for alternative in alternatives:
        first = _first(list(alternative))
        if first & seen:
            raise ValueError("repeats alternatives that can begin with the same character; that can run for ever")
        seen |= first


def _check_rounds(items: list[Any]) -> None:
    """Check what is repeated: where one round ends must be plain from the text."""
    flat = _flat(items)
    for code, value in flat:
        if code is op.BRANCH:
            _check_alternatives(value[1])
    shortest, longest = _width(items)
    if shortest == longest and longest <= SHORT:
        return
    for end in (flat[0], flat[-1]):
        rest = [item for item in flat if item is not end]
        if end[0] in (op.LITERAL, op.IN, op.NOT_LITERAL) and not _characters([end]) & _characters(rest):
            return
    if len(flat) == 1 and flat[0][0] is op.BRANCH:
        widths = [_width(list(one)) for one in flat[0][1][1]]
        if all(low == high > 0 for low, high in widths):
            return  # alternatives of fixed length that begin with different characters
    raise ValueError("repeats something of varying length, as in (a+)+; that can run for ever")


def _flat(items: list[Any]) -> list[Any]:
    """A sequence without the groups around its parts."""
    found: list[Any] = []
    for code, value in items:
        if code is op.SUBPATTERN:
            found += _flat(list(value[-1]))
        elif code is op.ATOMIC_GROUP:
            found += _flat(list(value))
        else:
            found.append((code, value))
    return found


def _can_be_empty(code: Any, value: Any) -> bool:
    return _width([(code, value)])[0] == 0


def _width(items: list[Any]) -> tuple[int, int]:
    """Least and greatest length of what a sequence matches; the greatest is capped."""
    least = greatest = 0
    for code, value in _flat(items):
        low, high = 0, 0
        if code in REPEATS:
            inner_low, inner_high = _width(list(value[2]))
            low, high = value[0] * inner_low, value[1] * inner_high
        elif code is op.BRANCH:
            widths = [_width(list(one)) for one in value[1]]
            low, high = min(one[0] for one in widths), max(one[1] for one in widths)
        elif code in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY):
            low = high = 1
        least, greatest = min(least + low, 10_000), min(greatest + high, 10_000)
    return least, greatest


def _first(items: list[Any]) -> Chars:
    """The characters that a sequence can begin with; all it holds up to the first part that cannot be empty."""
    found = NONE
    for code, value in _flat(items):
        if code is op.BRANCH:
            for one in value[1]:
                found |= _first(list(one))
        elif code in REPEATS:
            found |= _first(list(value[2]))
        else:
            found |= _characters([(code, value)])
        if not _can_be_empty(code, value):
            break
    return found


def _characters(items: list[Any]) -> Chars:
    """All characters that parts of a sequence can take, letters in both cases."""
    found: set[int] = set()
    for code, value in _flat(items):
        if code in REPEATS:
            found |= _characters(list(value[2]))
        elif code is op.BRANCH:
            for one in value[1]:
                found |= _characters(list(one))
        elif code in (op.LITERAL, op.NOT_LITERAL):
            found |= EVERYTHING - {value} if code is op.NOT_LITERAL else _both_cases(value)
        elif code is op.IN:
            found |= _in_class(value)
        elif code is op.ANY or code in (op.GROUPREF, op.GROUPREF_EXISTS):
            found |= EVERYTHING
    return frozenset(found)


def _in_class(members: list[Any]) -> Chars:
    found: set[int] = set()
    for code, value in members:
        if code is op.LITERAL:
            found |= _both_cases(value)
        elif code is op.RANGE:
            for char in range(value[0], min(value[1], OTHERS) + 1):
                found |= _both_cases(char)
            if value[1] >= OTHERS:
                found.add(OTHERS)
        elif code is op.CATEGORY:
            category = re.compile(CATEGORIES[value])
            found |= {char for char in range(OTHERS) if category.match(chr(char))} | {OTHERS}
    is_negated = bool(members) and members[0][0] is op.NEGATE
    return frozenset((EVERYTHING - found) | {OTHERS}) if is_negated else frozenset(found)


def _both_cases(char: int) -> Chars:
    if char >= OTHERS:
        return frozenset({OTHERS})
    letter = chr(char)
    return frozenset(min(ord(one), OTHERS) for one in (letter, letter.lower(), letter.upper()) if len(one) == 1)
