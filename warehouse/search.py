"""Full-text search: the question asked of the index, and the answer that is shown.

    answer = search(con, 'netralitas "apel pagi" -kampanye', filters=Filters(provinces=("21",)))

All words of a question must stand in title or text, in any of their forms; best first by BM25, in which a word of the
title weighs more and other forms than the one typed weigh less, so that a name is found before words that merely share
its stem. `warehouse/search_query.py` says what can be typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.answers import Filters
from warehouse.search_matching import clauses_sql, match_values, typed_words
from warehouse.search_query import Question, parse_question
from warehouse.search_snippets import Snippet, Span, cut_words, make_snippet, title_hits
from warehouse.search_words import WordId, define_words, find_word_ids
from warehouse.selection import named_keys, sql_of
from warehouse.selection import question as question_sql

MAX_LIMIT = 200
# The usual values of BM25 (Robertson and Zaragoza 2009, 3.5).
SATURATION, LENGTH_SHARE = 1.2, 0.75


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
    typed = typed_words(question)
    values = match_values(question, typed) | {
        "saturation": SATURATION,
        "length_share": LENGTH_SHARE,
        "limit": max(0, min(limit, MAX_LIMIT)),
        "offset": max(0, offset),
    }
    define_words(con)
    live, selecting = (sql_of("search_all"), {}) if filters is None else question_sql(con, "search_selected", filters)
    sql = "\n".join([live, clauses_sql(question), sql_of("search_ranking")])
    asked = {name: value for name, value in values.items() if f"${name}" in sql}
    rows = con.execute(sql, asked | selecting).fetchall()
    scores = {key: score for _, key, score in rows if key is not None}
    hits = _show(con, scores, question, typed)
    return SearchAnswer(hits, rows[0][0], question.ignored_words, question.is_cut)


def show_words(con: duckdb.DuckDBPyConnection, text: str, article_ids: Sequence[str]) -> dict[str, SearchHit]:
    """How a question shows in given articles, by id: title and snippet with their hits, all scores 0."""
    question = parse_question(text)
    hits = _show(con, dict.fromkeys(article_ids, 0.0), question, typed_words(question))
    return {hit.article_id: hit for hit in hits}


def _show(
    con: duckdb.DuckDBPyConnection, scores: Mapping[str, float], question: Question, typed: Mapping[str, WordId]
) -> tuple[SearchHit, ...]:
    """The articles with the given scores, in that order, each with its snippet."""
    if not scores:
        return ()
    articles, named = named_keys("articles", list(scores))
    cursor = con.execute(sql_of("search_shown").replace("{articles}", articles), named)
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
