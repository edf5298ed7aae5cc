"""Full-text search: the question asked of the index, and the answer that is shown.

    answer = search(con, 'netralitas "apel pagi" -kampanye', filters=Filters(provinces=("21",)))

All words of a question must stand in title or text, in any of their forms; best first by BM25, in which a word of the
title weighs more and other forms than the one typed weigh less, so that a name is found before words that merely share
its stem. `warehouse/search_query.py` says what can be typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.answers import Filters
from warehouse.search_query import Question, parse_question
from warehouse.search_snippets import Snippet, Span, cut_words, make_snippet, title_hits
from warehouse.search_words import WordId, define_words, find_word_ids, look_up_ids

SQL = Path(__file__).parent / "sql"
MAX_LIMIT = 200
# The usual values of BM25 (Robertson and Zaragoza 2009, 3.5); docs/search.md has what was tried for the other two.
SATURATION, LENGTH_SHARE = 1.2, 0.75
TITLE_WEIGHT = 3.0
OTHER_FORM_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article found. `title_hits` are offsets into `title`; none where the article has no title of its own."""

    article_id: str
    score: float
    title: str
    title_hits: tuple[Span, ...]
    outlet_id: str | None
    outlet: str | None
    report_date: date | None
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page of hits, best first, and how many articles there are in all.

    `ignored_words` are words of the question too frequent to tell anything; `is_cut`: the question was too long and
    its end was not asked. A question of nothing but exclusions finds nothing.
    """

    hits: tuple[SearchHit, ...]
    total_count: int
    ignored_words: tuple[str, ...] = ()
    is_cut: bool = False


def search(
    con: duckdb.DuckDBPyConnection, text: str, *, filters: Filters | None = None, limit: int = 20, offset: int = 0
) -> SearchAnswer:
    """Ask the index of a warehouse connection; `filters` narrow the articles, None is all of them.

    No text is an error: what cannot be read as syntax is words. `limit` is at most 200. With filters, how rare a word
    is, is judged among the articles that they pick.
    """
    question = parse_question(text)
    if not question.required:
        return SearchAnswer((), 0, question.ignored_words, question.is_cut)
    typed = look_up_ids(word for clause in question.clauses for term in clause.terms for word in term.words)
    values = _parameters(question, typed)
    values["limit"], values["offset"] = max(0, min(limit, MAX_LIMIT)), max(0, offset)
    sql = _sql("search_all") + _sql("search_matches")
    if filters is not None:
        sql = _sql("selected") + _sql("search_selected") + _sql("search_matches")
        values |= filters.parameters()
    define_words(con)
    rows = con.execute(sql, values).fetchall()
    scores = {key: score for _, key, score in rows if key is not None}
    hits = _show(con, scores, question, typed)
    return SearchAnswer(hits, rows[0][0], question.ignored_words, question.is_cut)


def _parameters(question: Question, typed: dict[str, WordId]) -> dict[str, Any]:
    """The lists that `sql/search_matches.sql` takes; clauses are numbered in their order."""
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
        "saturation": SATURATION,
        "length_share": LENGTH_SHARE,
    }


def _columns(kind: str, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Rows as one list a column."""
    return {f"{kind}_{name}": [row[place] for row in rows] for place, name in enumerate(names)}


def _show(
    con: duckdb.DuckDBPyConnection, scores: dict[str, float], question: Question, typed: dict[str, WordId]
) -> tuple[SearchHit, ...]:
    """The articles with the given scores, in that order, each with its snippet."""
    if not scores:
        return ()
    cursor = con.execute(_sql("search_shown"), {"article_ids": list(scores)})
    names = [column[0] for column in cursor.description or ()]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    texts = [text for row in found.values() for text in (row["text"], row["shown_title"] or "")]
    ids = find_word_ids(word for text in texts for word, _ in cut_words(text))
    hits = []
    for key, score in scores.items():
        row = found.get(key)
        if row is None:  # the index is behind the articles; the build's check reports it (`find_outdated`)
            continue
        hits.append(
            SearchHit(
                article_id=key,
                score=score,
                title=row["display_title"],
                title_hits=title_hits(row["display_title"], question, typed, ids) if row["shown_title"] else (),
                outlet_id=row["outlet_id"],
                outlet=row["outlet"],
                report_date=row["report_date"],
                snippet=make_snippet(row["text"], question, typed, ids),
            )
        )
    return tuple(hits)


@cache
def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
