"""What a question asks of the index: the values that `sql/search_clauses.sql` takes, and the question as a filter."""

from collections.abc import Sequence
from typing import Any

from warehouse.search_query import Question, parse_question
from warehouse.search_words import WordId, look_up_ids

# docs/search.md tells why these two.
TITLE_WEIGHT = 3.0
OTHER_FORM_WEIGHT = 0.5
# The parameters of a filter bear this before their names: a search may have a filter of words beside its own.
PREFIX = "asked_"


def typed_words(question: Question) -> dict[str, WordId]:
    """The ids of all words of a question."""
    return look_up_ids(word for clause in question.clauses for term in clause.terms for word in term.words)


def match_values(question: Question, typed: dict[str, WordId]) -> dict[str, Any]:
    """The lists that `sql/search_clauses.sql` takes; clauses are numbered in their order."""
    words: list[tuple[int, int, int]] = []
    pieces: list[tuple[int, int, int, int, int]] = []
    fields: list[tuple[int, str, list[str]]] = []
    for clause_no, clause in enumerate(question.clauses):
        for term in clause.terms:
            ids = [typed[word] for word in term.words]
            if term.field is not None:
                fields.append((clause_no, term.field, list(term.words)))
            elif term.is_phrase:
                phrase_no = len(pieces)
                pieces += [(clause_no, phrase_no, place, one.stem_id, one.word_id) for place, one in enumerate(ids)]
            else:
                words.append((clause_no, ids[0].stem_id, ids[0].word_id))
    values: dict[str, Any] = {
        **_columns("word", ("clauses", "stems", "ids"), words),
        **_columns("piece", ("clauses", "phrases", "places", "stems", "ids"), pieces),
        **_columns("field", ("clauses", "names", "words"), fields),
    }
    return values | {
        "excluded": [number for number, clause in enumerate(question.clauses) if clause.is_excluded],
        "required_count": len(question.required),
        "title_weight": TITLE_WEIGHT,
        "other_form_weight": OTHER_FORM_WEIGHT,
    }


def filter_values(text: str) -> dict[str, Any]:
    """The values of a filter by words (`warehouse.selection`); a question that requires nothing finds nothing."""
    question = parse_question(text)
    values = match_values(question, typed_words(question))
    if not question.required:
        values["required_count"] = -1  # no article has so few
    return {PREFIX + name: value for name, value in values.items()}


def _columns(kind: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Rows as one list a column."""
    return {f"{kind}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}
