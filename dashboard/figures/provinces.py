"""The map of provinces: outlines on one scale for both axes, no tiles, no geography from elsewhere."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from html import escape
from math import sqrt
from typing import Any

import pandas as pd

from dashboard.figures.areas import (
    NOTHING,
    STORIES,
    Province,
    Shown,
    hatch_swatch,
    land_style,
    pixel_box,
    pixel_text,
    read_provinces,
    whole,
)
from dashboard.figures.classes import CountClass, class_of, count_classes
from dashboard.figures.drawn import Drawing, drawn_figure
from dashboard.geography.outlines import load_label_places, load_outlines, project
from dashboard.i18n import t
from dashboard.theme import CHART_SIZE, SMALL_SIZE, Theme, plotly_template, theme_in

# Kilometres: the country with a little sea around, more of it in the south for the legend.
X_RANGE = (-40.0, 5160.0)
Y_RANGE = (-1340.0, 690.0)
SCALE_BAR_KM = 500
JAKARTA = "31"
JAKARTA_SIZE = 10
# Diameters of the circles in pixels; the area grows with the count.
SMALLEST, LARGEST = 5.0, 17.0
# Legend, in pixels.
SWATCH, LEFT = (46, 10), 2
ROW = 17
# Names: at most so many, and the room one takes in kilometres at about 6 km to the pixel.
MOST_LABELS = 3
LETTER_KM, LABEL_HEIGHT_KM = 43.0, 200.0


def province_map(
    frame: pd.DataFrame,
    areas: pd.DataFrame,
    scheme: str,
    lang: str,
    *,
    shown: Shown = STORIES,
    selected: Collection[str] = (),
) -> Drawing:
    """Draw the provinces by count, the regencies and cities with reports as circles at their seats.

    `frame`: province_code, name, article_count, story_count, outlet_count, is_covered, for cases case_count.
    `areas`: code, name, province_code, lat, lon, and the same counts; by outlet there are no circles. A click on land
    gives the province code as the trace's `meta` and `customdata`, one on a circle as the first part of `customdata`,
    the area's own code as the second.
    """
    theme = theme_in(scheme, shown.hue)
    provinces = read_provinces(frame)
    classes = count_classes(shown.value(province) for province in provinces)
    # The chosen ones last, so that their outline lies over their neighbours'.
    traces = [
        _land(province, shown, classes, theme, lang, province.code in selected)
        for province in sorted(provinces, key=lambda province: (province.code in selected, province.code))
    ]
    circles = _circles(areas, shown, theme, lang)
    labels = _labels(provinces, shown, theme, lang)
    shapes, words = _legend(provinces, classes, shown, bool(circles), theme, lang)
    layout: dict[str, Any] = {
        "template": plotly_template(scheme),
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        "clickmode": "event",
        "xaxis": {"range": X_RANGE, "visible": False, "fixedrange": True, "constraintoward": "center"},
        "yaxis": {
            "range": Y_RANGE,
            "visible": False,
            "fixedrange": True,
            "scaleanchor": "x",
            "scaleratio": 1,
            "constraintoward": "top",
        },
        "shapes": [*shapes, *_scale_bar(theme)],
        "annotations": [*words, _scale_words(theme, lang), *labels],
    }
    return drawn_figure(
        data=[*traces, *_jakarta(provinces, shown, classes, theme, lang, selected), *circles], layout=layout
    )


def _land(
    province: Province, shown: Shown, classes: Sequence[CountClass], theme: Theme, lang: str, is_selected: bool
) -> dict[str, Any]:
    xs, ys = load_outlines()[province.code].path()
    style = land_style(province, shown, classes, theme)
    if is_selected:
        style["line"] = {"width": 2, "color": theme.ink}
    return {
        "type": "scatter",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "fill": "toself",
        "hoveron": "fills",
        "hoverinfo": "text",
        "name": province.name,
        "text": shown.words(province, lang),
        "meta": province.code,
        "customdata": [province.code],
        **style,
    }


def _jakarta(
    provinces: Sequence[Province],
    shown: Shown,
    classes: Sequence[CountClass],
    theme: Theme,
    lang: str,
    selected: Collection[str],
) -> list[dict[str, Any]]:
    """A dot over the province that is too small to be seen."""
    found = next((province for province in provinces if province.code == JAKARTA), None)
    if found is None:
        return []
    outline = load_outlines()[JAKARTA]
    xs, ys = max(outline.rings, key=lambda ring: len(ring[0]))
    count_class = class_of(shown.value(found), classes)
    fill = theme.zero if count_class is None else count_class.colour(theme)
    edge = theme.ink if JAKARTA in selected else theme.surface if count_class else theme.line_strong
    return [
        {
            "type": "scatter",
            "x": [sum(xs) / len(xs)],
            "y": [sum(ys) / len(ys)],
            "mode": "markers",
            "marker": {
                "size": JAKARTA_SIZE,
                "color": fill if shown.is_known(found) else theme.hatch_ground,
                "opacity": 1,
                "line": {"width": 1.5, "color": edge if shown.is_known(found) else theme.hatch},
            },
            "hoverinfo": "text",
            "hovertext": [shown.words(found, lang)],
            "name": found.name,
            "meta": JAKARTA,
            "customdata": [JAKARTA],
        }
    ]


def _circles(areas: pd.DataFrame, shown: Shown, theme: Theme, lang: str) -> list[dict[str, Any]]:
    """One trace of circles, large ones first, so that small ones stay on top."""
    measure = shown.count
    rows = [row for row in areas.to_dict("records") if whole(row[measure]) > 0 and not pd.isna(row["lat"])]
    if not rows or shown.per_outlet:
        return []
    rows.sort(key=lambda row: (-whole(row[measure]), str(row["code"])))
    most = whole(rows[0][measure])
    places = [project(float(row["lat"]), float(row["lon"])) for row in rows]
    return [
        {
            "type": "scatter",
            "x": [round(x, 1) for x, _ in places],
            "y": [round(y, 1) for _, y in places],
            "mode": "markers",
            "marker": {
                "size": [round(circle_size(whole(row[measure]), most), 1) for row in rows],
                "color": theme.surface,
                "opacity": 1,
                "line": {"width": 1.3, "color": theme.ramp[4]},
            },
            "hoverinfo": "text",
            "hovertext": [_area_words(row, shown, lang) for row in rows],
            "customdata": [[str(row["province_code"]), str(row["code"])] for row in rows],
            "name": t(lang, "figure.seats"),
        }
    ]


def circle_size(count: int, most: int) -> float:
    """The diameter of a circle in pixels, its area growing with the count; none is too small to be seen.

    Where all counts are small so are the circles: nine reports give three times the diameter of one.
    """
    scale = min(LARGEST / sqrt(most), SMALLEST)
    return max(SMALLEST, scale * sqrt(count))


def _area_words(row: Mapping[Hashable, Any], shown: Shown, lang: str) -> str:
    if shown.count == "case_count":
        return f"<b>{escape(str(row['name']))}</b><br>{t(lang, 'figure.cases', n=whole(row['case_count']))}"
    stories = t(lang, "figure.stories", n=whole(row["story_count"]))
    return (
        f"<b>{escape(str(row['name']))}</b><br>{stories}<br>{t(lang, 'figure.articles', n=whole(row['article_count']))}"
    )


def _labels(provinces: Sequence[Province], shown: Shown, theme: Theme, lang: str) -> list[dict[str, Any]]:
    """Names and counts of the provinces with most reports, where there is room."""
    counted = sorted((p for p in provinces if shown.value(p) > 0), key=lambda p: (-shown.value(p), p.code))
    # Of several with the same count, all are named or none is.
    next_count = shown.value(counted[MOST_LABELS]) if len(counted) > MOST_LABELS else 0
    named = [province for province in counted[:MOST_LABELS] if shown.value(province) > next_count]
    taken: list[tuple[float, float, float]] = []
    found: list[dict[str, Any]] = []
    for province in named:
        x, y = load_label_places()[province.code]
        half = LETTER_KM * max(len(province.name), 9) / 2 + 40
        if any(abs(x - x2) < half + half2 and abs(y - y2) < LABEL_HEIGHT_KM for x2, y2, half2 in taken):
            continue
        taken.append((x, y, half))
        found.append(_label(province, x, y, shown.label(shown.value(province), lang), theme))
    return found


def _label(province: Province, x: float, y: float, count: str, theme: Theme) -> dict[str, Any]:
    to_x, to_y = load_outlines()[province.code].nearest(x, y)
    return {
        "text": f"<b>{escape(province.name)}</b><br><span style='color:{theme.muted}'>{count}</span>",
        "x": to_x,
        "y": to_y,
        "ax": x,
        "ay": y,
        "axref": "x",
        "ayref": "y",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 0.8,
        "arrowcolor": theme.muted,
        "standoff": 1,
        "align": "center",
        "borderpad": 1,
        "font": {"size": CHART_SIZE, "color": theme.ink},
        "captureevents": False,
    }


def _scale_bar(theme: Theme) -> list[dict[str, Any]]:
    right, top, tick = X_RANGE[1] - 40, 560.0, 40.0
    left = right - SCALE_BAR_KM
    line = {"width": 1, "color": theme.muted}
    ends = [(left, top + tick, left, top), (left, top, right, top), (right, top, right, top + tick)]
    return [{"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": line} for x0, y0, x1, y1 in ends]


def _scale_words(theme: Theme, lang: str) -> dict[str, Any]:
    return {
        "text": t(lang, "figure.kilometres", n=SCALE_BAR_KM),
        "x": X_RANGE[1] - 40 - SCALE_BAR_KM / 2,
        "y": 560,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": SMALL_SIZE, "color": theme.muted},
    }


def _legend(
    provinces: Sequence[Province],
    classes: Sequence[CountClass],
    shown: Shown,
    has_circles: bool,
    theme: Theme,
    lang: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Legend in the sea south of Sumatra, from the lower left corner up: only what is drawn is explained."""
    shapes: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    y, muted = 8.0, {"size": SMALL_SIZE, "color": theme.muted}
    if has_circles:
        ring = {"type": "circle", "fillcolor": theme.surface, "line": {"width": 1.3, "color": theme.ramp[4]}}
        shapes.append(pixel_box(LEFT + 4, y - 5, 10, 10, **ring))
        words.append(pixel_text(t(lang, "figure.seats"), LEFT + 25, y, font=muted))
        y += ROW
    if any(not shown.is_known(province) for province in provinces):
        shapes += hatch_swatch(LEFT, y - 5, 18, 10, theme)
        words.append(pixel_text(shown.unknown(lang), LEFT + 25, y, font=muted))
        y += ROW
    if any(shown.is_known(province) and not shown.value(province) for province in provinces):
        pale = {"fillcolor": theme.zero, "line": {"width": 0.7, "color": theme.line_strong}}
        shapes.append(pixel_box(LEFT, y - 5, 18, 10, **pale))
        words.append(pixel_text(t(lang, NOTHING.get(shown.count, "figure.no_reports")), LEFT + 25, y, font=muted))
        y += ROW
    if not classes:
        return shapes, words
    width, height = SWATCH
    for at, found in enumerate(classes):
        x = LEFT + at * width
        shapes.append(pixel_box(x, y + 9, width - 1, height, fillcolor=found.colour(theme)))
        words.append(pixel_text(found.label(lang, in_tenths=shown.per_outlet), x, y + 1, font=muted))
    key = f"figure.scale_{shown.count}{'_per_outlet' if shown.per_outlet else ''}"
    title = {"size": CHART_SIZE, "color": theme.ink}
    name = f"{shown.name(lang)}: " if shown.hue else ""
    words.append(pixel_text(f"<b>{name}{t(lang, key)}</b>", LEFT, y + 30, font=title))
    return shapes, words
