"""What the page of coverage asks: who was watched and when, what came of it, and what articles lack.

A span of time of an outlet is watched where the window of a finished crawl that was not refused touches it; failed
where only crawls that came to nothing do. Crawls without a first day tell of no span. Counts of articles are those of
any relevance by their report day, as the list of articles gives them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from warehouse.answers import Filters
from warehouse.selection import fetch_frame, fetch_row, question, sql_of

# Fields that articles often lack, in the order of the page: columns of `missing_fields`.
FIELDS = ("author", "hour", "published", "report_date", "region", "outlet")


def outlets_seen(con: duckdb.DuckDBPyConnection, f: Filters) -> pd.DataFrame:
    """Every outlet that brought an article or was crawled, by home province; of `f` its places and outlets count.

    Columns: outlet_id, name, region_code, region_name, province_code, province_name (None where unknown),
    article_count, first_date, last_date (of its articles), visit_count, window_count (crawls with a first day),
    first_since_date, fetched_count, failed_count (requests; NA where it was never crawled), crawled_at, days_silent,
    last_published_date, left_because (of the latest crawl).
    """
    values = {"provinces": list(f.provinces), "outlets": list(f.outlets)}
    frame = fetch_frame(con, sql_of("page_coverage_outlets"), values)
    return frame.astype(dict.fromkeys(("fetched_count", "failed_count", "days_silent"), "Int64"))


def outlet_spans(con: duckdb.DuckDBPyConnection, spans: Sequence[tuple[date, date]]) -> pd.DataFrame:
    """What is known of each outlet in spans that follow each other, both days included.

    Columns: outlet_id, start_date, article_count, is_watched, is_failed; no row where nothing is known.
    """
    values = {
        "starts": [first for first, _ in spans],
        "ends": [last for _, last in spans],
        "first_date": spans[0][0],
        "last_date": spans[-1][1],
    }
    return con.execute(sql_of("page_coverage_spans"), values).df()


def missing_fields(con: duckdb.DuckDBPyConnection, f: Filters) -> dict[str, int]:
    """How many of the selected articles lack each of `FIELDS`, and `article_count`; whatever the dates.

    `published` is the date of publication on the page, `report_date` any day at all, `region` a main region.
    """
    f = replace(f, date_from=None, date_to=None)
    found = fetch_row(con, *question(con, "page_coverage_fields", f))
    return {name: int(value or 0) for name, value in found.items()}


def crawl_failures(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Why requests came to nothing: kind, request_count, outlet_count, names (of the outlets, one text)."""
    return con.execute(sql_of("page_coverage_failures")).df()


def crawl_troubles(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What the latest crawl of each outlet found wrong: outlet_id, name, crawled_at, trouble."""
    return con.execute(sql_of("page_coverage_troubles")).df()
