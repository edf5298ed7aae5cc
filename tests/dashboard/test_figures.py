import itertools
import json
import re
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly

from dashboard import figures
from dashboard.figures.areas import Shown
from dashboard.figures.classes import class_of, count_classes
from dashboard.figures.drawn import Drawing
from dashboard.figures.provinces import circle_size
from dashboard.figures.spans import bars_of, choose_unit, end_of, start_of, ticks
from dashboard.figures.weeks import tick_step
from dashboard.i18n import t
from dashboard.theme import GROUPS, MEASURE_GROUP, THEMES
from nlp.areas import load_areas
from nlp.election_calendar import load_stages

PROVINCES = [area for area in load_areas().values() if area.level == "province"]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
STAGES = pd.DataFrame(
    [(s.election_id, s.stage, pd.Timestamp(s.start_date), pd.Timestamp(s.end_date)) for s in load_stages()],
    columns=["election_id", "stage", "start_date", "end_date"],
)


def provinces(counts: dict[str, int], not_covered: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (p.code, p.name, counts.get(p.code, 0) * 2, counts.get(p.code, 0), 2, p.code not in not_covered)
            for p in PROVINCES
        ],
        columns=["province_code", "name", "article_count", "story_count", "outlet_count", "is_covered"],
    )
    frame = frame.astype({"article_count": "Int64", "story_count": "Int64"})
    frame.loc[~frame["is_covered"], ["article_count", "story_count"]] = pd.NA
    return frame


def areas(*rows: tuple[str, int]) -> pd.DataFrame:
    found = [(load_areas()[code], count) for code, count in rows]
    return pd.DataFrame(
        [(a.code, a.name, a.province_code, a.lat, a.lon, n, n) for a, n in found],
        columns=["code", "name", "province_code", "lat", "lon", "article_count", "story_count"],
    )


def weeks(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["week_start_date", "article_count", "story_count"])
    return frame.assign(week_start_date=pd.to_datetime(frame["week_start_date"]))


def measures(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["type", "status", "item_count"])
    return frame.assign(article_count=frame["item_count"], story_count=frame["item_count"])


def land(figure, code):
    return next(trace for trace in figure.data if trace.meta == code and trace.fill == "toself")


def words(figure) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", a.text) for a in figure.layout.annotations)


# Classes


@given(st.lists(st.integers(min_value=0, max_value=5000), max_size=38))
def test_classes_cover_every_count_once(counts):
    classes = count_classes(counts)
    assert len(classes) <= 5
    held = [sum(one.low <= count <= one.high for one in classes) for count in counts]
    assert held == [int(count > 0) for count in counts]
    assert all(any(one.low <= count <= one.high for count in counts) for one in classes), "an empty class"
    assert [one.step for one in classes] == sorted({one.step for one in classes})
    if classes:
        assert classes[0].low == 1
        assert all(after.low == before.high + 1 for before, after in itertools.pairwise(classes))


@pytest.mark.parametrize(
    ("counts", "labels"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 1], ["1"]),
        ([1, 2, 3], ["1", "2", "3"]),
        ([4, 4], ["1+"]),
        ([1, 1, 1, 2, 2, 3, 9, 1200], ["1", "2", "3–4", "5–999", "1.000+"]),
    ],
)
def test_class_labels(counts, labels):
    assert [one.label("id") for one in count_classes(counts)] == labels


def test_one_great_count_leaves_the_others_apart():
    classes = count_classes([1, 2, 4, 8, 15, 30, 2000])
    assert len({class_of(n, classes) for n in (1, 8, 30, 2000)}) == 4


# Map


@SCHEMES
def test_map_tells_three_states_apart(scheme):
    theme = THEMES[scheme]
    figure = figures.province_map(provinces({"33": 9, "35": 2}, ("93",)), areas(), scheme, "id")
    assert land(figure, "33").fillcolor == theme.ramp[3]
    assert land(figure, "35").fillcolor == theme.ramp[1]
    assert land(figure, "14").fillcolor == theme.zero
    assert land(figure, "14").fillpattern.shape is None
    assert land(figure, "93").fillpattern.shape == "/"
    assert land(figure, "93").text.endswith("tidak tercakup")
    assert "0" not in land(figure, "93").text
    assert "9 berita terpisah" in land(figure, "33").text
    assert "18 artikel" in land(figure, "33").text
    for state in ("tercakup, tanpa berita", "tidak tercakup", "500 km"):
        assert state in words(figure)


def test_map_explains_only_what_is_drawn():
    figure = figures.province_map(provinces({p.code: 1 for p in PROVINCES}), areas(), "light", "en")
    assert "not covered" not in words(figure)
    assert "covered, no stories" not in words(figure)
    assert "cities and regencies" not in words(figure)


def test_every_province_answers_a_click():
    figure = figures.province_map(provinces({}), areas(), "light", "id")
    clicks = [trace.meta for trace in figure.data if trace.hoveron == "fills"]
    assert sorted(clicks) == sorted(p.code for p in PROVINCES)
    assert all(list(trace.customdata) == [trace.meta] for trace in figure.data if trace.hoveron == "fills")


def test_circles_are_largest_first_and_tell_their_province():
    frame = areas(("33.17", 4), ("35.78", 9), ("14.71", 1))
    figure = figures.province_map(provinces({"33": 4, "35": 9, "14": 1}), frame, "light", "id")
    circles = figure.data[-1]
    assert list(circles.marker.size) == sorted(circles.marker.size, reverse=True)
    assert [list(both) for both in circles.customdata] == [["35", "35.78"], ["33", "33.17"], ["14", "14.71"]]
    assert (circles.x[0], circles.y[0]) == pytest.approx((1976, -805), abs=15)  # Surabaya


def test_area_of_circles_grows_with_the_count():
    assert circle_size(9, 9) == 3 * circle_size(1, 9)
    assert circle_size(400, 400) == pytest.approx(2 * circle_size(100, 400))
    assert circle_size(1, 10**6) >= 5


def test_chosen_province_has_an_outline_over_the_others():
    figure = figures.province_map(provinces({"33": 3}), areas(), "light", "id", selected=("33",))
    fills = [trace for trace in figure.data if trace.fill == "toself"]
    assert fills[-1].meta == "33"
    assert fills[-1].line.width == 2
    assert all(trace.line.width < 1 for trace in fills[:-1])


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({"33": 9, "35": 7, "51": 3, "14": 2}, {"Jawa Tengah", "Jawa Timur"}),  # Bali's name finds no room beside them
        ({"33": 9, "64": 2, "14": 2, "73": 2}, {"Jawa Tengah"}),
        ({"33": 2, "64": 2, "14": 2, "73": 2}, set()),
        ({"92": 1}, {"Papua Barat"}),
    ],
)
def test_names_of_the_first_three(counts, named):
    figure = figures.province_map(provinces(counts), areas(), "light", "id")
    assert {a.text.split("<b>")[1].split("</b>")[0] for a in figure.layout.annotations if a.showarrow} == named


def test_map_counts_articles_where_asked():
    figure = figures.province_map(provinces({"33": 9}), areas(), "light", "id", shown=Shown("article_count"))
    assert "18 artikel" in words(figure)
    assert "Artikel per provinsi" in words(figure)


def test_map_is_small():
    frame, places = (
        provinces({p.code: at for at, p in enumerate(PROVINCES)}),
        areas(*((code, 3) for code, area in load_areas().items() if area.level != "province")),
    )
    assert len(to_json_plotly(figures.province_map(frame, places, "light", "id"))) < 300_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_figures_ask_no_other_host(scheme, lang):
    made = [
        figures.province_map(provinces({"33": 3}, ("93",)), areas(("33.17", 3)), scheme, lang),
        figures.tile_map(provinces({"33": 3}, ("93",)), scheme, lang),
        figures.timeline(weeks(("2024-10-07", 5, 3)), STAGES, scheme, lang),
        figures.measure_bars(measures(("pledge", "taken", 3)), scheme, lang),
    ]
    kinds = set()
    for figure in made:
        data = json.loads(to_json_plotly(figure))
        assert "http" not in json.dumps(data)
        assert not {"geo", "map", "mapbox", "images"} & (
            set(data["layout"]) | set(data["layout"]["template"]["layout"])
        )
        kinds |= {trace["type"] for trace in data["data"]}
    assert kinds == {"scatter", "bar"}


# Tiles


def test_tiles_are_coloured_as_the_map():
    frame = provinces({"33": 9, "35": 2, "51": 5}, ("93",))
    tiles, full = (
        figures.tile_map(frame, "light", "id", selected=("51",)),
        figures.province_map(frame, areas(), "light", "id", selected=("51",)),
    )
    for province in PROVINCES:
        assert land(tiles, province.code).fillcolor == land(full, province.code).fillcolor
        assert land(tiles, province.code).text == land(full, province.code).text
    assert land(tiles, "51").line.width > 2
    letters = tiles.data[-1]
    assert len(letters.text) == 38
    assert dict(zip(letters.text, letters.textfont.color, strict=True))["<b>JT</b>"] == "#FFFFFF"


# Time


def test_bars_are_stories_and_their_copies():
    figure = figures.timeline(
        weeks(("2024-10-07", 5, 3), ("2024-10-14", 0, 0), ("2024-10-21", 2, 2)), STAGES, "light", "id"
    )
    stories, copies = figure.data
    assert list(stories.y) == [3, 2]
    assert list(copies.y) == [2, 0]
    assert list(stories.customdata) == ["2024-10-07", "2024-10-21"]
    assert stories.hovertext[0] == "<b>7–13 Okt 2024</b><br>5 artikel<br>3 berita terpisah"
    assert (stories.marker.color, copies.marker.color) == (THEMES["light"].ramp[3], THEMES["light"].ramp[1])


def test_one_voting_day_is_told_with_its_date():
    stages = STAGES[STAGES["election_id"] == "pilkada-2024"]
    frame = weeks(("2024-09-30", 5, 3), ("2024-11-25", 9, 4))
    assert "27 Nov 2024: pemungutan suara" in words(figures.timeline(frame, stages, "light", "id"))
    assert "27 Nov" in words(figures.timeline(frame, stages, "light", "id", is_phone=True))
    assert "Kampanye" in words(figures.timeline(frame, stages, "light", "id"))


def test_near_voting_day_is_drawn_though_reports_end_before():
    stages = STAGES[STAGES["election_id"] == "pilkada-2024"]
    figure = figures.timeline(weeks(("2024-09-02", 5, 3), ("2024-10-28", 9, 4)), stages, "light", "id")
    assert figure.layout.xaxis.range[1] >= "2024-12-01"
    lines = [shape.x0 for shape in figure.layout.shapes if shape.type == "line"]
    assert lines == ["2024-11-27"]


def test_years_show_months_and_each_election():
    frame = weeks(("2018-03-05", 5, 3), ("2020-10-05", 9, 4), ("2024-10-07", 9, 4))
    spans = pd.DataFrame(
        {
            "unit": ["month", "month", "month", "year"],
            "start_date": pd.to_datetime(["2018-03-01", "2020-10-01", "2024-10-01", "2018-01-01"]),
            "article_count": [2, 1, 1, 7],
            "story_count": [1, 1, 1, 7],
        }
    )
    figure = figures.timeline(frame, STAGES, "light", "id", spans=spans)
    assert list(figure.data[0].y) == [1, 1, 1]
    assert list(figure.data[1].y) == [1, 0, 0]
    assert list(figure.data[0].customdata) == ["2018-03-01", "2020-10-01", "2024-10-01"]
    for name in ("Pilkada 2018", "Pemilu 2019", "Pilkada 2020", "Pemilu 2024", "Pilkada 2024", "artikel per bulan"):
        assert name in words(figure)
    assert list(figure.layout.xaxis.ticktext) == [str(year) for year in range(2018, 2025)]


def test_stories_of_months_are_never_summed_from_weeks():
    frame = weeks(*((f"{year}-03-05", 5, 3) for year in range(2018, 2025)))
    figure = figures.timeline(frame, STAGES, "light", "id")
    assert len(figure.data) == 1
    assert list(figure.data[0].y) == [5] * 7
    assert "berita terpisah" not in words(figure)
    assert not any("terpisah" in words for words in figure.data[0].hovertext)


def test_months_hold_what_weeks_hold():
    mondays = [date(2019, 1, 7) + timedelta(weeks=n) for n in range(250)]
    frame = weeks(*((day.isoformat(), n % 4, 0) for n, day in enumerate(mondays)))
    for unit in ("month", "quarter", "year"):
        assert sum(bar.article_count for bar in bars_of(frame, None, unit)) == frame["article_count"].sum()


def test_week_counts_for_the_month_of_its_thursday():
    frame = weeks(("2024-09-30", 1, 1), ("2024-10-28", 2, 2), ("2024-12-30", 4, 4))
    assert [(bar.first, bar.article_count) for bar in bars_of(frame, None, "month")] == [
        (date(2024, 10, 1), 3),
        (date(2025, 1, 1), 4),
    ]


def test_nothing_is_told():
    empty = weeks().astype({"article_count": int, "story_count": int})
    assert words(figures.timeline(empty, STAGES, "light", "en")) == t("en", "figure.no_data")
    assert words(figures.timeline(weeks(("2024-10-07", 0, 0)), STAGES, "dark", "id")) == t("id", "figure.no_data")


def test_drag_chooses_along_the_chart_only():
    figure = figures.timeline(weeks(("2024-10-07", 5, 3)), STAGES, "light", "id")
    assert figure.layout.dragmode == "zoom"
    assert figure.layout.yaxis.fixedrange
    assert not figure.layout.xaxis.fixedrange


@given(st.dates(date(1999, 1, 1), date(2060, 1, 1)), st.integers(1, 20000), st.sampled_from([350.0, 700.0]))
def test_bars_are_wide_enough_and_marks_few(first, days, width):
    last = first + timedelta(days=days)
    unit = choose_unit(first, last, width)
    length = (end_of(start_of(first, unit), unit) - start_of(first, unit)).days + 1
    assert start_of(first, unit) <= first <= end_of(start_of(first, unit), unit)
    assert unit == "year" or length / days * width >= 3.5
    marks = ticks(first, last, width, str)
    places = [(day - first).days / days * width for day, _ in marks]
    assert all(after - before >= 30 for before, after in itertools.pairwise(places))
    assert len({words for _, words in marks if len(words) > 3}) == len([w for _, w in marks if len(w) > 3])


@given(st.integers(1, 10**6))
def test_lines_are_few(most):
    step = tick_step(most)
    assert most / step <= 4
    assert re.fullmatch(r"[125]0*", str(step))


# Measures


@SCHEMES
def test_statuses_follow_each_other(scheme):
    theme = THEMES[scheme]
    frame = measures(
        ("pledge", "taken", 5), ("pledge", "planned", 2), ("pledge", "called_for", 1), ("referral", "planned", 4)
    )
    taken, planned, called_for = figures.measure_bars(frame, scheme, "id").data[:3]
    assert (list(taken.x), list(taken.base), list(taken.customdata)) == ([5], [0], ["pledge"])
    assert (list(planned.x), list(planned.base)) == ([2, 4], [5, 0])
    assert (list(called_for.x), list(called_for.base)) == ([1], [7])
    assert taken.marker.color == (theme.groups["prevent"].fill,)
    assert planned.marker.color[0] not in (theme.groups["prevent"].fill, theme.surface)
    assert called_for.marker.color == (theme.surface,)
    assert called_for.marker.line.width == 1


def test_totals_are_sums_of_what_may_be_summed():
    frame = measures(("pledge", "taken", 1200), ("reminder", "planned", 34), ("sanction_imposed", "taken", 2))
    frame["story_count"] = 1
    figure = figures.measure_bars(frame, "light", "id")
    totals = [a.text for a in figure.layout.annotations if a.x == 1]
    assert totals == ["<b>1.234</b>", "<b>0</b>", "<b>0</b>", "<b>2</b>"]
    touch = figure.data[-1]
    hover = dict(zip(touch.customdata, touch.hovertext, strict=True))
    assert hover["pledge"] == "<b>Ikrar</b><br>dilakukan: 1.200 kalimat, 1 berita terpisah"


def test_every_type_answers_over_its_whole_row():
    figure = figures.measure_bars(measures(), "light", "en")
    touch = figure.data[-1]
    assert list(touch.customdata) == list(MEASURE_GROUP)
    assert len(set(touch.y)) == 16
    assert set(touch.x) == {figure.layout.xaxis.range[1]}
    for type_ in MEASURE_GROUP:
        assert t("en", f"measure.{type_}") in words(figure)


def test_compact_form_draws_groups():
    frame = measures(("pledge", "taken", 5), ("circular", "taken", 2), ("circular", "planned", 1))
    figure = figures.measure_bars(frame, "light", "id", compact=True)
    taken, planned = figure.data[:2]
    assert (list(taken.x), list(planned.x), list(planned.base)) == ([7], [1], [7])
    assert list(figure.data[-1].customdata) == [",".join(types) for types in GROUPS.values()]
    for group in GROUPS:
        assert t("id", f"group.{group}") in words(figure)


def test_words_beside_bars_keep_clear_of_voting_days():
    rows = [("2023-01-02", 4, 3), ("2024-01-08", 2, 2), ("2024-08-05", 18, 15), ("2025-02-03", 1, 1)]
    stages = STAGES[STAGES["election_id"].isin(["pemilu-2024", "pilkada-2024"])]
    figure = figures.timeline(weeks(*rows), stages, "light", "id")
    labels = [a for a in figure.layout.annotations if a.showarrow]
    assert [re.sub("<.?b>", "", a.text) for a in labels] == ["salinan dan rilis yang sama", "berita terpisah"]
    first, last = (pd.Timestamp(day) for day in figure.layout.xaxis.range)
    at = lambda day: (pd.Timestamp(day) - first) / (last - first) * 700  # noqa: E731
    for label in labels:
        end = at(label.x) + label.ax
        words_width = 6 * len(label.text) - 42
        start, end = (end - words_width, end) if label.xanchor == "right" else (end, end + words_width)
        assert start >= 0
        assert end <= 700
        assert not any(start < at(day) < end for day in ("2024-02-14", "2024-11-27"))


def test_words_stand_above_where_no_bar_has_room():
    mondays = [date(2024, 7, 1) + timedelta(weeks=n) for n in range(30)]
    stages = STAGES[STAGES["election_id"] == "pilkada-2024"]
    frame = weeks(*((day.isoformat(), 9 + n % 2, 6) for n, day in enumerate(mondays)))
    figure = figures.timeline(frame, stages, "light", "en")
    assert "■ independent stories ■ copies and repeated releases" in re.sub(" +", " ", words(figure))
    votes, names = (next(a for a in figure.layout.annotations if word in a.text) for word in ("voting day", "copies"))
    assert names.yshift >= votes.yshift + 15
    assert figure.layout.margin.t >= names.yshift + 15


def test_scale_stands_beside_and_above_the_bars():
    mondays = [date(2024, 7, 1) + timedelta(weeks=n) for n in range(30)]
    frame = weeks(*((day.isoformat(), 9, 6) for day in mondays))
    figure = figures.timeline(frame, STAGES, "light", "en")
    assert list(figure.layout.yaxis.tickvals) == [5, 10]
    assert figure.layout.yaxis.range[1] > 10
    assert pd.Timestamp(figure.layout.xaxis.range[0]) <= pd.Timestamp("2024-06-23")


def test_drawing_is_sent_as_it_is():
    drawn = figures.timeline(weeks(("2024-10-07", 5, 3)), STAGES, "light", "id")
    assert json.loads(to_json_plotly(drawn)) == json.loads(json.dumps(drawn))
    assert list(drawn.data[0].y) == drawn["data"][0]["y"]


def test_drawing_with_an_unknown_property_is_found():
    with pytest.raises(ValueError, match="colour"):
        Drawing(data=[{"type": "bar", "y": [1], "colour": "red"}], layout={}).checked()
