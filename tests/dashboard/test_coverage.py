"""The page of coverage: what was watched against SQL written by hand, and every count against what it opens."""

import csv
import io
import shutil
from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components import reading_scores
from dashboard.components.coverage_parts import (
    coverage_spans,
    failure_words,
    pick_outlets,
    shown_part,
    silent_rows,
    trouble_words,
    watched_rows,
)
from dashboard.components.markup import records
from dashboard.components.reading_scores import of_ten, read_scores
from dashboard.components.request import Request, View
from dashboard.figures.watch import ARTICLES, EMPTY, FAILED, UNKNOWN, Watched, watch_strip
from dashboard.pages import coverage
from tests.dashboard.shown_pages import figures_of, words_of
from warehouse import page_coverage as asked_of
from warehouse import queries
from warehouse.connection import Warehouse, warehouse_path
from warehouse.queries import Filters
from warehouse.release_quality import QUALITY_FILE

WEEKS = [(date(2024, 9, 30) + timedelta(7 * at), date(2024, 10, 6) + timedelta(7 * at)) for at in range(12)]
VISIT = """INSERT INTO crawl_visits BY NAME SELECT
    ? AS run_id, TIMESTAMP '2024-12-01' AS crawled_at, ? AS outlet, ? AS outlet_id, ? AS name, '13.71' AS region_code,
    ?::DATE AS since_date, ?::DATE AS until_date, false AS is_topic, 1 AS found_count, ? AS fetched_count,
    ? AS stored_count, ? AS new_count, 0 AS new_version_count, 0 AS unchanged_count, 0 AS known_count,
    0 AS withdrawn_count, 0 AS gone_count, ? AS failed_count, 0 AS no_article_count, 0 AS text_lost_count,
    0 AS without_title_count, 0 AS without_date_count, ? AS days_silent, ? AS left_because, true AS is_finished"""


def request_of(warehouse: Warehouse, search: str = "", view: View | None = None) -> Request:
    return Request(parse_address("/coverage", search), view or View(), warehouse)


@pytest.fixture
def con(warehouse):
    cursor = warehouse.cursor()
    yield cursor
    cursor.close()


@pytest.fixture(scope="module")
def crawled(gold_dir, tmp_path_factory):
    """The gold warehouse after crawls: one outlet read, one through its interface, one barred, one left."""
    data_dir = tmp_path_factory.mktemp("crawled")
    shutil.copy(warehouse_path(gold_dir), warehouse_path(data_dir))
    con = duckdb.connect(str(warehouse_path(data_dir)))
    outlets = [row[0] for row in con.execute("SELECT outlet_id FROM outlets ORDER BY outlet_id LIMIT 4").fetchall()]
    # Outlet, since, until, fetched, stored, failed, days silent, left because.
    visits = [
        (outlets[0], "2024-10-01", "2024-10-20", 9, 5, 1, 3, None),
        (outlets[1], "2024-10-01", None, 0, 5, 0, 31, None),
        (outlets[2], None, None, 4, 4, 0, 30, None),
        ("barred.example", "2024-10-07", None, 0, 0, 5, None, None),
        ("left.example", "2024-10-07", None, 3, 3, 1, 400, "refused"),
    ]
    for outlet, since, until, fetched, stored, failed, silent, left in visits:
        values = [1, outlet, outlet, f"Media {outlet}", since, until, fetched, stored, stored, failed, silent, left]
        con.execute(VISIT, values)
    con.execute(
        "INSERT INTO crawl_failures VALUES (1, 'barred.example', 'barred', 5), (1, 'left.example', 'refused', 1)"
    )
    con.execute("INSERT INTO crawl_troubles VALUES (1, 'left.example', 1, 'left: refused')")
    con.close()
    found = Warehouse(warehouse_path(data_dir))
    yield data_dir, found, outlets
    found.close()


def states(found: Warehouse) -> dict[str, list[str]]:
    request = request_of(found)
    con = found.cursor()
    outlets = records(asked_of.outlets_seen(con, Filters()))
    rows = watched_rows(request, outlets, asked_of.outlet_spans(con, WEEKS), WEEKS)
    con.close()
    return {outlet["outlet_id"]: list(row.states) for outlet, row in zip(outlets, rows, strict=True)}


def test_what_was_not_seen_is_never_zero(crawled):
    _, found, outlets = crawled
    by_outlet = states(found)
    quiet = lambda outlet, at: by_outlet[outlet][at] in (EMPTY, ARTICLES)  # noqa: E731
    # Watched from the week of 1 October to that of 20 October, whatever stood there; beyond it nothing is known.
    assert all(quiet(outlets[0], at) for at in range(3))
    assert EMPTY not in by_outlet[outlets[0]][3:]
    # Read through an interface: no page was fetched, and it was watched all the same, up to the day of the crawl.
    assert all(quiet(outlets[1], at) for at in range(9))
    assert EMPTY not in by_outlet[outlets[1]][9:]
    # Without a first day nobody knows.
    assert set(by_outlet[outlets[2]]) <= {ARTICLES, UNKNOWN}
    for outlet in ("barred.example", "left.example"):
        assert by_outlet[outlet] == [UNKNOWN] + [FAILED] * 8 + [UNKNOWN] * 3


def test_counts_are_those_of_the_base_tables_and_open_to_as_many(con, warehouse):
    expected = con.execute(
        """SELECT outlet_id, date_trunc('week', report_date)::DATE, count(*) FROM articles
        WHERE outlet_id IS NOT NULL AND report_date BETWEEN '2024-09-30' AND '2024-12-22' GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    known = asked_of.outlet_spans(con, WEEKS)
    told = [(row["outlet_id"], row["start_date"].date(), row["article_count"]) for row in known.to_dict("records")]
    assert told == expected
    outlets = records(asked_of.outlets_seen(con, Filters()))
    rows = watched_rows(request_of(warehouse), outlets, known, WEEKS)
    opened = [(count, target) for row in rows for count, target in zip(row.counts, row.hrefs, strict=True) if target]
    assert len(opened) == len(expected) > 20
    for count, target in opened[:25]:
        address = parse_address(*target.split("?", 1))
        assert queries.articles_count(con, address.filters).article_count == count


def test_outlets_and_places(crawled):
    _, found, outlets = crawled
    con = found.cursor()
    frame = asked_of.outlets_seen(con, Filters())
    expected = con.execute("SELECT outlet_id, count(*) FROM articles WHERE outlet_id IS NOT NULL GROUP BY 1").fetchall()
    told = {row["outlet_id"]: row["article_count"] for row in records(frame) if row["article_count"]}
    assert told == dict(expected)
    assert {"barred.example", "left.example"} <= set(frame["outlet_id"])
    padang = asked_of.outlets_seen(con, Filters(provinces=("13",)))
    assert set(padang["province_code"]) == {"13"}
    assert "barred.example" in set(padang["outlet_id"])
    # Silent is longer than thirty days; who left in between is told, too.
    assert [row["outlet_id"] for row in silent_rows(records(frame))] == ["left.example", outlets[1]]
    assert asked_of.crawl_failures(con)["request_count"].tolist() == [5, 1]
    con.close()


def test_missing_fields(con):
    expected = con.execute(
        """SELECT count(*), count(*) FILTER (WHERE coalesce(author, '') = ''),
            count(*) FILTER (WHERE published IS NULL),
            count(*) FILTER (WHERE report_date IS NULL), count(*) FILTER (WHERE outlet_id IS NULL),
            count(*) FILTER (WHERE article_id NOT IN (SELECT article_id FROM article_primary_regions))
        FROM articles WHERE relevance IN ('core', 'mention')"""
    ).fetchone()
    found = asked_of.missing_fields(con, Filters(date_from=date(2024, 1, 1)))
    names = ("article_count", "author", "published", "report_date", "outlet", "region")
    assert tuple(found[name] for name in names) == expected
    assert queries.articles_count(con, Filters(), undated=True).article_count == found["report_date"]
    hours = con.execute(
        "SELECT published FROM articles WHERE relevance IN ('core', 'mention') AND published IS NOT NULL"
    ).fetchall()
    without = sum(len(value) < 16 or value[11:16] == "00:00" for (value,) in hours)
    assert found["hour"] == without + found["published"]
    assert asked_of.missing_fields(con, Filters(outlets=("nobody",)))["article_count"] == 0


@pytest.mark.parametrize(
    ("search", "unit", "first", "size"),
    [
        ("?election=pilkada-2024", "week", date(2024, 7, 1), 31),
        ("?from=2024-10-02&to=2024-10-15", "week", date(2024, 9, 30), 3),
        ("?from=2021-01-15&to=2024-10-15", "month", date(2021, 1, 1), 46),
        ("?from=1990-01-15&to=2024-10-15", "year", date(1990, 1, 1), 35),
        ("?from=2024-10-15&to=2024-10-01", "week", date(2024, 9, 30), 1),
    ],
)
def test_spans(warehouse, search, unit, first, size):
    spans, found = coverage_spans(request_of(warehouse, search))
    assert (found, spans[0][0], len(spans)) == (unit, first, size)
    assert all(later[0] == earlier[1] + timedelta(1) for earlier, later in pairwise(spans))


def test_sample_worst_all(warehouse):
    rows = [
        {"outlet_id": f"{at:03}", "fetched_count": 100 - at % 7, "failed_count": at % 7, "days_silent": at}
        for at in range(60)
    ]
    sample = pick_outlets(rows, "sample")
    assert (len(sample), sample[0], sample[-1]["outlet_id"] > "050") == (24, rows[0], True)
    worst = pick_outlets(rows, "worst")
    assert len(worst) == 24
    assert min(row["failed_count"] for row in worst) >= max(row["failed_count"] for row in rows if row not in worst)
    assert pick_outlets(rows, "all") == rows
    assert shown_part(request_of(warehouse, "?show=nonsense")) == "sample"


def test_scores_are_those_of_the_report():
    reading = read_scores()
    assert reading is not None
    assert QUALITY_FILE.is_file()
    text = QUALITY_FILE.read_text(encoding="utf-8")
    # The first column of figures of the two tables of test articles.
    cells = [line.split("|")[2] for line in text.splitlines() if line.startswith("| violations |")][:2]
    counts = [tuple(int(n) for n in cell.split("(")[1].rstrip(" )").split("/")) for cell in cells]
    (score,) = [score for score in reading.scores if score.figure == "violations"]
    assert (score.hit, score.missed, score.invented) == tuple(map(sum, zip(*counts, strict=True)))
    assert reading.article_count == 48 + 24
    assert score.precision == score.hit / (score.hit + score.invented)
    assert [of_ten(share) for share in (0.0, 0.44, 0.94, 0.96, 0.97, 1.0)] == [0, 4, 9, 9, 10, 10]


def test_without_a_report_it_is_said(monkeypatch, warehouse):
    monkeypatch.setattr(reading_scores, "read_quality", lambda: None)
    assert read_scores() is None
    assert "docs/quality.md" in words_of(coverage.content(request_of(warehouse)))


def test_failures_and_troubles_in_words(warehouse):
    for lang, words in (
        ("id", "tidak ada daftar yang menyebut artikel: 5 dilarang"),
        ("en", "no list named an article: 5 barred"),
    ):
        request = request_of(warehouse, f"?lang={lang}")
        assert trouble_words(request, "no list of it named an article: 5 barred").startswith(words)
        assert trouble_words(request, "something new") == "something new"
        assert "503" in failure_words(request, "status 503")
        assert "TimeoutError" in failure_words(request, "failed: TimeoutError")
        assert failure_words(request, "something new") == "something new"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("view", [View(), View("dark", is_phone=True)])
@pytest.mark.parametrize("search", ["", "&election=pilkada-2024", "&show=all", "&province=13", "&from=2010-01-01"])
def test_page_is_built(crawled, lang, search, view):
    _, found, _ = crawled
    page = coverage.content(request_of(found, f"?lang={lang}{search}", view))
    text = words_of(page)
    drawn = figures_of(page)
    assert len(drawn) == 2
    for figure in drawn:
        go.Figure(figure)  # ValueError on what Plotly does not know
    assert "watch-figure" in text
    assert "barred.example" in text or "province" not in search


def test_lead_tells_what_the_record_cannot(crawled, warehouse):
    assert "Tidak ada catatan pengambilan" in words_of(coverage.content(request_of(warehouse)))
    _, found, _ = crawled
    text = words_of(coverage.content(request_of(found)))
    assert "hanya dikenal dari berkas" in text
    assert "Tidak ada catatan pengambilan" not in text


def test_empty_selection_says_what_to_do(warehouse):
    assert "Hapus satu saringan" in words_of(coverage.content(request_of(warehouse, "?outlet=nobody.example")))


def test_strip_of_one_outlet_with_markup_and_a_long_name():
    name = "<script>x</script>" + "Sangat Panjang " * 9
    row = Watched(name, "<b>x</b>", "java", (3, 0), (ARTICLES, FAILED), ("/articles", ""), "50%", True, True, False)
    text = watch_strip([row], WEEKS[:2], [date(2024, 10, 3)], "light", "id").checked().to_json()
    assert "<script" not in text
    assert "\\u003cscript" not in text


@pytest.mark.parametrize("name", sorted(coverage.TABLES))
def test_files_are_what_the_warehouse_tells(crawled, name):
    data_dir, found, _ = crawled
    answer = create_app(data_dir).server.test_client().get(f"/download/{name}.csv?election=pilkada-2024")
    lines = answer.get_data(as_text=True).splitlines()
    rows = list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))
    con = found.cursor()
    one = lambda sql: con.execute(sql).fetchone()[0]  # noqa: E731
    if name == "coverage":
        expected = one(
            """SELECT count(*) FROM articles
            WHERE outlet_id IS NOT NULL AND report_date BETWEEN '2024-07-01' AND '2025-02-02'"""
        )
        assert sum(int(row["article_count"]) for row in rows) == expected > 0
    elif name == "coverage_outlets":
        assert len(rows) == one("SELECT count(*) FROM outlets") + 2
    elif name == "coverage_provinces":
        told = [(row["province_code"], row["outlet_count"]) for row in rows]
        sql = "SELECT province_code, outlet_count::VARCHAR FROM coverage_by_province ORDER BY province_code"
        assert told == con.execute(sql).fetchall()
    elif name == "missing_fields":
        assert {row["field"] for row in rows} == set(asked_of.FIELDS)
    elif name == "crawl_failures":
        assert [(row["kind"], row["request_count"]) for row in rows] == [("barred", "5"), ("refused", "1")]
    else:
        assert [row["figure"] for row in rows] == list(reading_scores.FIGURES)
    con.close()


def test_frames_of_an_empty_record(con):
    assert asked_of.crawl_failures(con).empty
    assert asked_of.crawl_troubles(con).empty
    frame = asked_of.outlets_seen(con, Filters())
    assert frame["fetched_count"].isna().all()
    assert pd.api.types.is_integer_dtype(frame["days_silent"])
