"""Where a question's words stand in a text, and the stretch of text that shows them best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse.search_query import Question
from warehouse.search_words import WORD, WordId

# Words shown: two lines of a list of results.
SNIPPET_WORDS = 36
# Words before the first hit, so that it is read in its sentence.
LEAD_WORDS = 6


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from `start` to `end`, exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article's text, unchanged: `text[start_char:end_char]`. `hits` count from its own start."""

    text: str
    start_char: int
    end_char: int
    hits: tuple[Span, ...]

    @property
    def hits_in_article(self) -> tuple[Span, ...]:
        """The same hits as offsets into the article's text."""
        return tuple(Span(hit.start + self.start_char, hit.end + self.start_char) for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a clause holds: which clause, words from `first` to `last` of the text, and whether as typed."""

    clause_no: int
    first: int
    last: int
    is_exact: bool


def cut_words(text: str) -> list[tuple[str, Span]]:
    """The words of a text as printed, in order."""
    return [(match[0], Span(*match.span())) for match in WORD.finditer(text)]


def find_hits(
    words: Sequence[str], question: Question, typed: Mapping[str, WordId], ids: Mapping[str, WordId]
) -> list[Found]:
    """Find where the question's words and phrases stand among the words of a text, in reading order.

    `typed` has the ids of the question's words, `ids` those of the text's; a word without any is no hit.
    """
    found = []
    numbered = [ids.get(word) for word in words]
    spots: dict[int, list[int]] = {}
    for place, word in enumerate(numbered):
        if word is not None:
            spots.setdefault(word.stem_id, []).append(place)
    for clause_no, clause in enumerate(question.required):
        for term in clause.terms:
            if term.field is not None:
                continue
            wanted = [typed[word] for word in term.words]
            for place in spots.get(wanted[0].stem_id, ()):
                last = place + len(wanted) - 1
                is_exact = numbered[place : last + 1] == wanted
                if is_exact or not term.is_phrase:
                    found.append(Found(clause_no, place, last, is_exact))
    return sorted(found, key=lambda hit: (hit.first, hit.last, hit.clause_no))


def best_window(found: Sequence[Found], word_count: int) -> tuple[int, int]:
    """The first and the last word (exclusive) of the stretch with the most clauses, then exact words, then words.

    The earliest of equals; the beginning of the text where nothing is found.
    """
    best, best_key = 0, (0, 0, 0)
    end = 0
    for start, hit in enumerate(found):
        end = max(end, start)
        while end < len(found) and found[end].last < hit.first + SNIPPET_WORDS - LEAD_WORDS:
            end += 1
        inside = found[start : min(end, start + SNIPPET_WORDS)]
        key = (len({one.clause_no for one in inside}), sum(one.is_exact for one in inside), len(inside))
        if key > best_key:
            best, best_key = hit.first, key
    first = max(0, min(best - LEAD_WORDS, word_count - SNIPPET_WORDS))
    return first, min(word_count, first + SNIPPET_WORDS)


def make_snippet(text: str, question: Question, typed: Mapping[str, WordId], ids: Mapping[str, WordId]) -> Snippet:
    """Cut the stretch of an article's text that shows the question best."""
    words = cut_words(text)
    if not words:
        return Snippet("", 0, 0, ())
    found = find_hits([word for word, _ in words], question, typed, ids)
    first, last = best_window(found, len(words))
    start, end = words[first][1].start, words[last - 1][1].end
    shown = [hit for hit in found if hit.first >= first and hit.last < last]
    hits = join_spans(Span(words[hit.first][1].start - start, words[hit.last][1].end - start) for hit in shown)
    return Snippet(text[start:end], start, end, hits)


def title_hits(
    title: str, question: Question, typed: Mapping[str, WordId], ids: Mapping[str, WordId]
) -> tuple[Span, ...]:
    """Where the question's words stand in a title."""
    words = cut_words(title)
    found = find_hits([word for word, _ in words], question, typed, ids)
    return join_spans(Span(words[hit.first][1].start, words[hit.last][1].end) for hit in found)


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
