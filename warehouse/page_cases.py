"""What the pages of cases ask: the procedure over all of a selection, the list, and everything of one case.

A case is selected where one of its articles is; places are those of the case, not of the article. A case counts once.
Everything is of the schema `main`: names of protected persons are pseudonyms or blocks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.selection import fetch_frame, fetch_row, in_parts, named_keys, question, sql_of

# The stops of the procedure in order, then the ends beside it; each with its bit in case_facts.stop_bits.
STOPS = ("reported", "clarified", "decided", "recommended", "official", "sanctioned")
COURT_STOPS = ("suspect", "charged", "convicted", "acquitted")
STOP_BITS: Mapping[str, int] = {
    name: 1 << place for place, name in enumerate((*STOPS, "dropped", "suspect", "charged", "convicted", "acquitted"))
}
STATUSES = ("alleged", "found", "sanctioned", "convicted", "dropped")
# After the name of a stop: cases of which this stop or a later one is told.
REACHED = "-on"
EVERY_ROW = 2**62


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between a stop and the one before it, over the cases for which both days are told."""

    case_count: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Flow:
    """The selected cases along the procedure.

    `told` are cases of which an article tells the stop, `reached` those of which it tells this stop or a later one (all
    cases, for the first). `states` count each case once, by how far it has come; alleged, dropped and found are never
    summed as violations. `gaps` are by the later stop. `ended_count` cases ended and are known on more than one day.
    """

    case_count: int
    article_count: int
    told: Mapping[str, int]
    reached: Mapping[str, int]
    states: Mapping[str, int]
    gaps: Mapping[str, Gap]
    ended_count: int
    ended_days: float | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of the selected cases: of one status, with a stop told, ended, or set beside one official figure.

    `stop` is a name of STOP_BITS, with REACHED behind it for "this or a later one" of STOPS.
    """

    status: str | None = None
    stop: str | None = None
    is_ended: bool = False
    total_id: str | None = None

    def values(self) -> dict[str, Any]:
        """The parameters of the questions."""
        return {
            "status": self.status,
            "stop_bit": _mask(self.stop) if self.stop else None,
            "is_ended": self.is_ended,
            "total_id": self.total_id,
        }


EVERY_CASE = Chosen()


def _mask(stop: str) -> int | None:
    """The bits that a stop asks for, None for all cases: each begins at the first. KeyError on an unknown one."""
    name = stop.removesuffix(REACHED)
    if stop == STOPS[0] + REACHED:
        return None
    if name == stop or name not in STOPS:
        return STOP_BITS[name]
    return sum(STOP_BITS[later] for later in STOPS[STOPS.index(name) :])


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything of one case.

    row: the columns of `cases`, with region_name, outlet_count, stop_bits, ended_days (as in case_facts) ·
    accounts: report_id, article_id, display_title, outlet, report_date, score, reason, state, initials, group_words,
    person_count, region_names, start_char, words, sentence · events: case_event_id, report_id, step, body, body_words,
    event_date, date_precision, reported_date, penalty_tier, state (of its account), article_id, display_title, outlet,
    report_date, start_char, end_char, words, sentence · conduct: type, status, skb_kind, skb_title, pp94_kind,
    pp94_title, discipline_tier, skb_in_force, article_id, start_char · persons: role, acting, region_name, article_id,
    start_char, no names · laws and letters: value, article_id, start_char · dates (told in a sentence of the conduct):
    value, article_id, start_char.
    """

    row: dict[str, Any]
    accounts: pd.DataFrame
    events: pd.DataFrame
    conduct: pd.DataFrame
    persons: pd.DataFrame
    laws: pd.DataFrame
    letters: pd.DataFrame
    dates: pd.DataFrame


PARTS = ("accounts", "events", "conduct", "persons", "laws", "letters", "dates")


def case_flow(con: duckdb.DuckDBPyConnection, f: Filters) -> Flow:
    """Count the selected cases at every stop, with the days between."""
    # A filter of place picks cases, not articles: then an article may have been counted by another of its cases.
    by_case = bool(f.provinces or f.regions)
    articles = "count(DISTINCT article_no)" if by_case else "count(*) FILTER (WHERE is_first_of_article)"
    row = fetch_row(con, *case_question(con, "page_cases_flow", f, {"articles": articles}))
    return Flow(
        case_count=row["case_count"],
        article_count=row["article_count"],
        told={name: row[f"told_{name}"] for name in STOP_BITS},
        reached={name: row[f"reached_{name}"] for name in STOPS},
        states={name: row[f"{name}_count"] for name in STATUSES},
        gaps={name: Gap(row[f"dated_{name}"], row[f"days_{name}"]) for name in STOPS[1:]},
        ended_count=row["ended_count"],
        ended_days=row["ended_days"],
    )


def ended_durations(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """How long the selected cases took that ended and are known on more than one day: ended_days, case_count."""
    return fetch_frame(con, *case_question(con, "page_cases_ended", f))


def cases_table(
    con: duckdb.DuckDBPyConnection,
    f: Filters,
    chosen: Chosen = EVERY_CASE,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """The selected cases, last report first.

    Columns: case_id, status, office, group_words, person_count, region_code, region_name, election_id, conduct_types,
    kind_ids (of conduct_kinds), first_date, last_date, article_count, story_count (of the whole case, whatever the
    filters), stop_bits, ended_days, reported_days (from first to last report).
    """
    page = {"max_rows": EVERY_ROW if limit is None else limit, "skipped": offset}
    keys = con.execute(*case_question(con, "page_cases_keys", f, _chosen(), **chosen.values(), **page)).fetchall()
    case_nos, case_ids, stops, days = (list(column) for column in zip(*keys, strict=True)) if keys else ([], [], [], [])
    cases, named = named_keys("cases", case_ids)
    values = {"case_nos": case_nos, "case_ids": case_ids, "stops": stops, "days": days}
    frame = fetch_frame(con, sql_of("page_cases_table").replace("{cases}", cases), values | named)
    for name in ("conduct_types", "kind_ids"):
        frame[name] = pd.Series([_as_list(value) for value in frame[name]], index=frame.index, dtype=object)
    return frame


def cases_count(con: duckdb.DuckDBPyConnection, f: Filters, chosen: Chosen = EVERY_CASE) -> int:
    """How many rows `cases_table` has without a limit."""
    return int(fetch_row(con, *case_question(con, "page_cases_count", f, _chosen(), **chosen.values()))["case_count"])


def measures_by_actor(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Measures of the selected articles: type, status, actor_kind, item_count."""
    return fetch_frame(con, *question(con, "page_cases_measures", f))


def official_figures(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """All rows of the view `reconciliation`, the newest figure first, with `region_name`."""
    return fetch_frame(con, sql_of("page_cases_official"), {})


def case(con: duckdb.DuckDBPyConnection, case_id: str) -> CaseView | None:
    """Everything of one case; None where there is none of that id."""
    found = con.execute("SELECT DISTINCT article_id FROM case_articles WHERE case_id = $id ORDER BY 1", {"id": case_id})
    ids = [article_id for (article_id,) in found.fetchall()]
    if not ids:
        return None

    def ask(part: str, articles: Sequence[str] = ids) -> tuple[str, dict[str, Any]]:
        # Each id stands in the condition of its table, so that no other text is read.
        words, named = named_keys("article", articles)
        sql = sql_of(f"page_cases_{part}").replace("{articles}", words)
        return sql, {name: value for name, value in {"case_id": case_id, **named}.items() if f"${name}" in sql}

    texts = pd.concat([fetch_frame(con, *ask("texts", part)) for part in in_parts(ids)], ignore_index=True)
    parts = {part: fetch_frame(con, *ask(part)) for part in PARTS}
    for name in ("accounts", "events"):
        parts[name] = _with_words(parts[name], texts)
    accounts = parts["accounts"]
    for name in ("initials", "region_names"):
        accounts[name] = pd.Series([_as_list(value) for value in accounts[name]], index=accounts.index, dtype=object)
    order = accounts.assign(day=accounts["report_date"]).sort_values("day", kind="stable", na_position="last").index
    parts["accounts"] = accounts.loc[order].reset_index(drop=True)
    row = fetch_row(con, *ask("case"))
    # An article whose outlet nobody knows counts as one of its own.
    row["outlet_count"] = int(texts["outlet_id"].fillna(texts["article_id"]).nunique())
    return CaseView(row=row, **parts)


def _with_words(frame: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The rows with title, outlet and day of their articles, the words they point at, and the sentence around."""
    whole: dict[str, dict[str, Any]] = {str(row["article_id"]): row for row in texts.to_dict("records")}  # type: ignore[misc]
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    found = frame.drop(columns=["sentence_start", "sentence_end"])
    for name in ("display_title", "outlet", "report_date"):
        found[name] = [whole[row["article_id"]][name] for row in rows]
    found["report_date"] = pd.to_datetime(found["report_date"])
    places = {"words": ("start_char", "end_char"), "sentence": ("sentence_start", "sentence_end")}
    for name, (first, last) in places.items():
        parts = [
            None if pd.isna(row[first]) else whole[row["article_id"]]["text"][int(row[first]) : int(row[last])]
            for row in rows
        ]
        found[name] = pd.Series(parts, index=frame.index, dtype=object)
    return found


def case_question(
    con: duckdb.DuckDBPyConnection,
    name: str,
    f: Filters,
    fragments: Mapping[str, str] | None = None,
    **values: object,
) -> tuple[str, dict[str, Any]]:
    """A question to case_facts: regions are those of the case."""
    more = {"case_regions": list(f.regions)} if f.regions else None
    return question(con, name, replace(f, regions=()), more, fragments, **values)


def _chosen() -> dict[str, str]:
    """What list and count of chosen cases share."""
    return {"chosen": sql_of("page_cases_chosen")}


def _as_list(value: Any) -> list[str]:
    return [] if value is None or isinstance(value, float) else [str(part) for part in value]
