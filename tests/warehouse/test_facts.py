"""The facts hold what the base tables hold, and nothing else."""

import duckdb
import pandas as pd
import pytest

from warehouse import queries
from warehouse.build import build_warehouse
from warehouse.connection import Warehouse, warehouse_path
from warehouse.facts import make_facts
from warehouse.load import Input
from warehouse.page_officials import Wanted, persons_page
from warehouse.queries import Filters
from warehouse.selection import SELDOM

EVERYTHING = Filters(relevance=())


@pytest.mark.parametrize(
    ("facts", "base"),
    [
        ("article_facts", "articles"),
        ("measure_facts", "measures"),
        ("violation_facts", "violations"),
        ("official_facts", "officials"),
        ("region_facts", "article_primary_regions"),
        ("province_facts", "article_provinces"),
        ("election_facts", "article_elections"),
    ],
)
def test_nothing_is_lost_or_counted_twice(random_warehouse, facts, base):
    count = "SELECT count(*) FROM "
    assert random_warehouse.execute(count + facts).fetchone() == random_warehouse.execute(count + base).fetchone()


def test_articles_are_numbered_newest_first(random_warehouse):
    found = random_warehouse.execute("SELECT article_id FROM article_facts ORDER BY article_no").fetchall()
    expected = random_warehouse.execute(
        "SELECT article_id FROM articles ORDER BY report_date DESC NULLS LAST, article_id"
    ).fetchall()
    assert found == expected


def test_stories_and_bits_say_what_the_articles_say(random_warehouse):
    wrong = random_warehouse.execute(
        "SELECT a.article_id FROM article_facts AS f JOIN articles AS a USING (article_id) "
        "JOIN article_facts AS s ON s.article_no = f.story_no "
        "JOIN fact_bits AS b ON b.facet = 'relevance' AND b.bit = f.relevance_bit "
        "WHERE s.article_id <> a.story_id OR b.value <> a.relevance "
        "OR f.is_alone <> ((SELECT count(*) FROM articles AS c WHERE c.story_id = a.story_id) = 1)"
    ).fetchall()
    assert wrong == []


@pytest.mark.parametrize("kind", ["measure", "violation"])
@pytest.mark.parametrize("unsure_first", [False, True])
def test_pages_of_evidence_are_the_rows_of_the_view(random_warehouse, kind, unsure_first):
    view = random_warehouse.execute("SELECT * FROM evidence WHERE kind = $kind", {"kind": kind}).df()
    whole = queries.evidence_table(random_warehouse, EVERYTHING, kind, unsure_first=unsure_first)
    assert list(whole.columns) == list(view.columns)
    tell = lambda frame: sorted(map(repr, frame.astype(object).where(frame.notna(), None).to_numpy().tolist()))  # noqa: E731
    assert tell(whole) == tell(view)
    pages = [
        queries.evidence_table(random_warehouse, EVERYTHING, kind, unsure_first=unsure_first, limit=7, offset=at)
        for at in range(0, len(whole), 7)
    ]
    assert [item for page in pages for item in page["item_id"]] == list(whole["item_id"])


@pytest.mark.parametrize("types", [None, "circular", ["circular", "coordination"]])
def test_evidence_is_counted_as_it_is_listed(random_warehouse, types):
    rows = queries.evidence_table(random_warehouse, EVERYTHING, "measure", types)
    count = queries.evidence_count(random_warehouse, EVERYTHING, "measure", types)
    assert (count.item_count, count.article_count, count.story_count, count.hidden_count) == (
        len(rows),
        rows["article_id"].nunique(),
        rows["story_id"].nunique(),
        0,
    )
    hidden = queries.evidence_count(random_warehouse, EVERYTHING, "measure", types, min_confidence=0.8)
    assert hidden.item_count + hidden.hidden_count == len(rows)


def test_one_article_per_story_is_its_earliest(random_warehouse):
    every = queries.articles_table(random_warehouse, EVERYTHING)
    folded = queries.articles_table(random_warehouse, EVERYTHING, stories=True)
    assert list(folded["article_id"]) == list(every.drop_duplicates("story_id", keep="last")["article_id"])
    assert len(folded) == queries.articles_count(random_warehouse, EVERYTHING).story_count


def test_persons_are_all_officials_folded(random_warehouse):
    count = queries.persons_count(random_warehouse, EVERYTHING)
    persons = queries.persons_table(random_warehouse, EVERYTHING, limit=count + 10)
    officials = queries.officials_table(random_warehouse, EVERYTHING)
    assert len(persons) == count
    assert persons["article_count"].sum() == len(officials)
    assert persons["mention_count"].sum() == officials["mention_count"].sum()
    told_apart = random_warehouse.execute("SELECT count(DISTINCT person_id) FROM official_persons").fetchone()
    assert told_apart == (count,)
    assert count < len(officials)


def test_facts_made_again_are_the_same(con: duckdb.DuckDBPyConnection):
    make_facts(con)
    assert con.execute("SELECT count(*) FROM fact_bits WHERE facet = 'province'").fetchone() == (0,)


def test_kinds_without_facts_are_not_counted(random_warehouse):
    with pytest.raises(ValueError, match="official"):
        queries.evidence_count(random_warehouse, EVERYTHING, "official")


def test_longer_spans_hold_the_weeks(random_warehouse):
    _, spans = queries.articles_over_time(random_warehouse, EVERYTHING)
    articles = queries.articles_table(random_warehouse, EVERYTHING).dropna(subset=["report_date"])
    for _, row in spans[spans["unit"] == "month"].iterrows():
        behind = articles[articles["report_date"].dt.to_period("M") == row["start_date"].to_period("M")]
        assert (row["article_count"], row["story_count"]) == (len(behind), behind["story_id"].nunique())
    assert set(spans.groupby("unit")["article_count"].sum()) == {len(articles)}


def test_weeks_hold_the_articles_and_have_no_gaps(random_warehouse):
    few = Filters(relevance=(), measures=("circular",), provinces=("14",))
    weeks = queries.articles_by_week(random_warehouse, few)
    articles = queries.articles_table(random_warehouse, few).dropna(subset=["report_date"])
    monday = articles["report_date"] - pd.to_timedelta(articles["report_date"].dt.day_of_week, unit="D")
    for _, row in weeks.iterrows():
        behind = articles[monday == row["week_start_date"]]
        assert (row["article_count"], row["story_count"]) == (len(behind), behind["story_id"].nunique())
    assert weeks["article_count"].sum() == len(articles)
    assert set(weeks["week_start_date"].diff().dropna()) == {pd.Timedelta(days=7)}
    assert (weeks["article_count"] == 0).any()


def test_what_articles_lack_is_what_the_tables_lack(random_warehouse):
    wrong = random_warehouse.execute(
        "SELECT a.article_id FROM article_facts AS f JOIN articles AS a USING (article_id) WHERE f.lack_bits <> "
        "if(coalesce(a.author, '') = '', 1, 0) + if(a.published IS NULL, 2, 0) "
        "+ if(a.published IS NULL OR a.published_at IS NULL OR a.published[12:16] IN ('', '00:00'), 4, 0) "
        "+ if(EXISTS (FROM article_primary_regions AS p WHERE p.article_id = a.article_id), 0, 8)"
    ).fetchall()
    assert wrong == []


def test_items_summed_by_article_are_the_items(random_warehouse):
    sums = random_warehouse.execute(
        "SELECT sum(taken_count), sum(prohibited_count), sum(alleged_count), sum(proven_count) FROM article_facts"
    ).fetchone()
    counts = random_warehouse.execute(
        "SELECT (SELECT count(*) FROM measures WHERE status = 'taken'), count(*) FILTER (WHERE status = 'prohibited'), "
        "count(*) FILTER (WHERE status = 'alleged'), count(*) FILTER (WHERE status = 'proven') FROM violations"
    ).fetchone()
    assert sums == counts
    assert 0 not in counts


def test_more_elections_than_bits_can_be_asked_for(tmp_path, random_corpus):
    articles, annotations = random_corpus(seed=11, count=12)
    build_warehouse(tmp_path, [Input(article) for article in articles], annotations)
    with duckdb.connect(str(warehouse_path(tmp_path))) as con:
        con.execute(
            "INSERT INTO elections SELECT concat('pilkada-', 3000 + n), 'pilkada', 3000 + n, 'a', 'b', NULL "
            "FROM range(70) AS r(n)"
        )
        con.execute(
            "INSERT INTO article_elections BY NAME SELECT concat(a.article_id, '#e', e.year) AS article_election_id, "
            "a.article_id, e.election_id, 0 AS start_char, 1 AS end_char FROM articles AS a "
            "JOIN elections AS e ON e.year >= 3000 AND hash(a.article_id || e.election_id) % 3 = 0"
        )
        make_facts(con)
        wanted = con.execute(
            "SELECT election_id, count(*) FROM article_elections GROUP BY election_id ORDER BY 1"
        ).fetchall()
        assert len(wanted) > 66
        found = [
            (name, queries.articles_count(con, Filters(relevance=(), elections=(name,))).article_count)
            for name, _ in wanted
        ]
        assert found == wanted
        # One with a bit and one without, together.
        both = Filters(relevance=(), elections=("pilkada-3000", "pilkada-3069"), measures=("circular",))
        expected = con.execute(
            "SELECT count(DISTINCT e.article_id) FROM article_elections AS e JOIN measures AS m USING (article_id) "
            "WHERE e.election_id IN ('pilkada-3000', 'pilkada-3069') AND m.type = 'circular'"
        ).fetchone()
        assert (queries.articles_count(con, both).article_count,) == expected


@pytest.mark.parametrize("kind", ["measure", "violation"])
def test_every_row_of_a_view_opens_to_its_evidence(random_warehouse, kind):
    keys = ("region_code", "election_id", "month_start_date", "type", "status")
    same = " AND ".join(f"e.{key} IS NOT DISTINCT FROM v.{key}" for key in keys)
    wrong = random_warehouse.execute(
        f"SELECT * FROM {kind}s_by_region_election_month_type AS v "
        "WHERE (v.item_count, v.article_count, v.story_count) <> "
        "(SELECT (count(*), count(DISTINCT e.article_id), count(DISTINCT e.story_id)) "
        f"FROM evidence_by_region_election AS e WHERE e.kind = '{kind}' AND {same})"
    ).fetchall()
    assert wrong == []
    total = random_warehouse.execute(f"SELECT count(*) FROM {kind}s_by_region_election_month_type").fetchone()
    assert total is not None
    assert total[0] > 20


def test_what_nobody_watched_has_no_rate(con: duckdb.DuckDBPyConnection):
    con.execute("INSERT INTO provinces VALUES ('14', 'Riau'), ('21', 'Kepulauan Riau')")
    con.execute("INSERT INTO regions VALUES ('14.71', 'Kota Pekanbaru', 'city', '14', 0, 0, 0, '')")
    names = [row[0] for row in con.execute("DESCRIBE crawl_visits").fetchall()]
    values = dict.fromkeys(names, 0) | {
        "crawled_at": "2024-10-03 12:00:00", "outlet": "warta", "outlet_id": "warta.example", "name": "Warta",
        "region_code": "14.71", "since_date": "2024-10-01", "until_date": "2024-10-02", "is_topic": True,
        "fetched_count": 1, "last_published_date": None, "left_because": None, "is_finished": True,
    }  # fmt: skip
    marks = ", ".join(f"${name}" for name in names)
    con.execute(f"INSERT INTO crawl_visits ({', '.join(names)}) VALUES ({marks})", values)
    rates = con.execute(
        "SELECT province_code, outlet_day_count, subject_articles_per_outlet_day "
        "FROM rates_by_province_month ORDER BY province_code"
    ).fetchall()
    assert rates == [("14", 2, 0.0), ("21", None, None)]


@pytest.mark.parametrize(("kind", "is_measure"), [("measure", True), ("violation", False)])
def test_items_are_the_first_of_each_kind_and_more(random_warehouse, kind, is_measure):
    more = random_warehouse.execute(
        "SELECT article_no, kind_no, more_count FROM more_facts WHERE is_measure = $is_measure ORDER BY ALL",
        {"is_measure": is_measure},
    ).fetchall()
    counted = random_warehouse.execute(
        f"SELECT article_no, kind_no, count(*) - 1 FROM {kind}_facts GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
    ).fetchall()
    assert more == counted
    assert more


@pytest.mark.parametrize("f", [EVERYTHING, Filters(provinces=("14", "33")), Filters(measures=("circular",))])
def test_items_by_type_and_state_are_those_listed(random_warehouse, f):
    for kind, ask in (("measure", queries.measures_by_type), ("violation", queries.violations_by_type)):
        listed = queries.evidence_table(random_warehouse, f, kind)
        counts = ask(random_warehouse, f)
        told = {(row["type"], row["status"]): row["item_count"] for _, row in counts.iterrows()}
        assert told == listed.groupby(["type", "status"]).size().to_dict()
    states = queries.headline_counts(random_warehouse, f)
    by_state = listed.groupby("status").size()
    for state in queries.VIOLATION_STATUSES:
        assert getattr(states, state).item_count == by_state.get(state, 0)


def test_near_stories_lie_in_one_week_and_month(random_warehouse):
    stories = random_warehouse.execute(
        "SELECT f.story_no, f.is_near, a.report_date FROM article_facts AS f JOIN articles AS a USING (article_id)"
    ).df()
    for _, own in stories.groupby("story_no"):
        days = own["report_date"].dropna()
        is_near = len({(day.to_period("W"), day.to_period("M")) for day in days}) <= 1
        assert set(own["is_near"]) == {is_near}
    assert set(stories["is_near"]) == {True, False}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory, random_corpus):
    """A warehouse of so many articles that some persons stand in many."""
    folder = tmp_path_factory.mktemp("crowded")
    articles, annotations = random_corpus(seed=3, count=400)
    build_warehouse(folder, [Input(article) for article in articles], annotations)
    with Warehouse(warehouse_path(folder)).cursor() as cursor:
        yield cursor


@pytest.mark.parametrize("f", [EVERYTHING, Filters(), Filters(provinces=("14", "33", "21"), relevance=())])
def test_pages_of_persons_are_parts_of_the_whole(crowded, f):
    count = queries.persons_count(crowded, f)
    whole = queries.persons_table(crowded, f, limit=count + 1)
    assert len(whole) == count
    sizes = whole["article_count"]
    assert list(sizes) == sorted(sizes, reverse=True)
    assert sizes.iloc[0] > SELDOM >= sizes.iloc[-1]
    many = int((sizes > SELDOM).sum())
    # Pages that end before, at and behind the last person who stands in many articles.
    for limit, offset in ((1, 0), (many, 0), (many + 1, 0), (many + 5, 2), (5, max(0, many - 3)), (7, many + 3)):
        page = queries.persons_table(crowded, f, limit=limit, offset=offset)
        assert list(page["official_id"]) == list(whole["official_id"][offset : offset + limit])
        listed = persons_page(crowded, f, Wanted(), limit=limit, offset=offset)
        assert list(listed["article_count"]) == list(sizes[offset : offset + limit])


def test_persons_in_many_articles_are_those_with_many_rows(crowded):
    marks = crowded.execute(
        "SELECT is_often, count(*) OVER (PARTITION BY person_no) > 2 FROM official_facts"
    ).fetchall()
    assert all(mark == counted for mark, counted in marks)
    assert {mark for mark, _ in marks} == {True, False}
