"""What a question asks of the index: the values that `sql/search_clauses.sql` takes, and the question as a filter."""

from collections.abc import Sequence
from typing import Any

from warehouse.search_query import Question
from warehouse.search_words import WordId, look_up_ids
from warehouse.sql_text import sql_of

# docs/search.md tells why these two.
TITLE_WEIGHT = 3.0
OTHER_FORM_WEIGHT = 0.5
# The parameters of a filter bear this before their names: a search may have a filter of words beside its own.
PREFIX = "asked_"
# No article has this bit.
NOTHING = 1 << 62


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


def clauses_sql(question: Question) -> str:
    """`sql/search_clauses.sql` with the parts that this question needs."""
    terms = [term for clause in question.clauses for term in clause.terms]
    parts = {
        "phrases": any(term.is_phrase and term.field is None for term in terms),
        "fields": any(term.field is not None for term in terms),
    }
    sql = sql_of("search_clauses")
    for part, is_asked in parts.items():
        sql = sql.replace(f"{{{part}}}", f"{sql_of(f'search_{part}')}\n" if is_asked else "")
    more = [f"UNION ALL FROM {part.removesuffix('s')}_hits" for part, is_asked in parts.items() if is_asked]
    return sql.replace("{more_hits}", "\n    ".join(more))


def filter_values(question: Question) -> dict[str, Any]:
    """The values of a question as a filter (`sql/search_found.sql`), as `prefixed` names them.

    One that requires nothing finds nothing.
    """
    values = match_values(question, typed_words(question))
    for name in ("excluded", "required_count"):
        del values[name]
    # A bit for each clause: those that must hold are set, and no other.
    required = sum(1 << number for number, clause in enumerate(question.clauses) if not clause.is_excluded)
    values |= {"clause_bits": (1 << len(question.clauses)) - 1, "required_bits": required or NOTHING}
    sql = clauses_sql(question) + sql_of("search_found")
    return {PREFIX + name: value for name, value in values.items() if f"${name}" in sql}


def prefixed(*parts: str) -> str:
    """SQL with the parameters of a filter by words."""
    return "\n".join(parts).replace("$", f"${PREFIX}")


def _columns(kind: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Rows as one list a column."""
    return {f"{kind}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}
