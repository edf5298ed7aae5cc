"""The cards of a page of a place."""

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.address import article_href, href
from dashboard.components.card import card, graph, image_buttons
from dashboard.components.findings import Finding, peak_finding, voting_date
from dashboard.components.grid import grid, link_column, number_column, text_column
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.officials import official_rows
from dashboard.components.region_findings import compare_finding, flow_finding, map_finding, outlets_finding
from dashboard.components.region_rates import rate_lines, rate_table
from dashboard.components.region_view import PlaceView
from dashboard.components.states import part_words
from dashboard.components.words import region_words, report_date_words
from dashboard.figures.compare import compare_dots
from dashboard.figures.region_flow import Stop, case_flow
from dashboard.figures.region_map import region_map
from dashboard.figures.region_weeks import region_weeks
from warehouse.page_regions_rates import MIN_DAYS

# Rows of a page of a grid.
GRID_ROWS = 6
ASIDE = ("dropped", "convicted")


def place_cards(view: PlaceView) -> html.Div:
    """All cards in their order; where nothing is reported only where the place lies and what stands beside it."""
    if not view.headline.article_count and not view.case_count:
        seen = [outlets_card(view)] if len(view.outlets) else []
        return html.Div([map_card(view), compare_card(view), *seen], className="cards region-cards")
    cards = [
        map_card(view),
        compare_card(view),
        weeks_card(view),
        latest_card(view),
        flow_card(view),
        outlets_card(view),
        officials_card(view),
    ]
    return html.Div(cards, className="cards region-cards")


def map_card(view: PlaceView) -> html.Section:
    """Where in the province; of a regency or city, where it lies among the others."""
    request, place = view.request, view.place
    t = request.t
    names = dict(zip(view.provinces["code"], view.provinces["name"], strict=True))
    figure = region_map(
        view.areas,
        names,
        place.province_code,
        request.view.scheme,
        request.lang,
        opens=view.page,
        chosen=None if place.is_province else place.code,
        is_phone=request.view.is_phone,
    )
    title = (
        _title(view, map_finding(view.areas))
        if place.is_province
        else t("regions.map.within", province=place.province_name)
    )
    table = href("/regions", request.lang, request.address.filters, show="areas", area=place.province_code)
    return card(
        request,
        "region-map",
        graph("region-map", figure, title, "opens"),
        title=title,
        unit=t("regions.map.unit"),
        foot=t("card.source", n=int((view.outlets["article_count"] > 0).sum())),
        tools=[
            download_link(
                "CSV", href("/download/areas.csv", request.lang, request.address.filters, area=place.province_code)
            ),
            *image_buttons("region-map", request),
            internal_link([t("regions.map.table", n=len(view.areas)), " →"], table),
        ],
        class_name="span-6",
    )


def compare_card(view: PlaceView) -> html.Section:
    """This place beside its neighbours and all together."""
    request, t = view.request, view.request.t
    rows = records(view.rates)
    level = "province" if view.place.is_province else "area"
    finding = compare_finding(rows[0], rows[-1])
    is_alone = finding.key.endswith("question") and not view.peers
    title = t(f"{finding.key}_{'alone' if is_alone else level}", province=view.place.province_name)
    figure = compare_dots(rate_lines(view), request.view.scheme, is_phone=request.view.is_phone)
    unit = t(
        f"regions.compare.unit_{level}" if view.peers else "regions.compare.unit_alone",
        name=view.place.name,
        province=view.place.province_name,
    )
    return card(
        request,
        "region-compare",
        [graph("region-compare", figure, title, "opens"), rate_table(view)],
        title=title,
        unit=unit,
        foot=t("regions.compare.source"),
        tools=[
            download_link("CSV", view.file("region-compare")),
            *image_buttons("region-compare", request),
            internal_link([t("regions.compare.all"), " →"], request.address.to("/regions", keep_filters=True)),
        ],
        class_name="span-6",
    )


def weeks_card(view: PlaceView) -> html.Section:
    """When it was reported, with the stages of the elections."""
    request, t = view.request, view.request.t
    figure = region_weeks(
        view.weeks,
        view.spans,
        view.stages,
        request.view.scheme,
        request.lang,
        opens=view.days,
        is_phone=request.view.is_phone,
    )
    voting = voting_date(request.address.filters, view.stages)
    title = t(peak_finding(view.weeks, voting).key)
    foot: list[Any] = [t("card.source", n=view.headline.outlet_count)]
    if view.headline.undated_article_count:
        undated = t("timeline.undated", n=view.headline.undated_article_count)
        bare = view.place.filters(request.address.filters)
        foot += [" · ", internal_link(undated, _undated(view, bare))]
    return card(
        request,
        "region-weeks",
        graph("region-weeks", figure, title, "opens"),
        title=title,
        unit=t("regions.weeks.unit"),
        foot=foot,
        tools=[
            download_link("CSV", href("/download/timeline.csv", request.lang, view.filters)),
            *image_buttons("region-weeks", request),
            internal_link([t("card.articles", n=view.headline.article_count), " →"], view.articles()),
        ],
        class_name="span-8",
    )


def flow_card(view: PlaceView) -> html.Section:
    """How far the cases came."""
    request, t = view.request, view.request.t
    table = view.stops.set_index("stop")
    count = view.case_count
    stops = [
        Stop("all", t("regions.stop.all"), count, view.page(view.place.code, show="cases")),
        *(
            Stop(
                str(key),
                t(f"regions.stop.{key}"),
                int(row["case_count"]),
                view.page(view.place.code, show="cases", of=str(key)),
                float(row["days"]) if int(row["pair_count"]) >= MIN_DAYS else None,
                int(row["pair_count"]),
                key in ASIDE,
            )
            for key, row in table.iterrows()
        ),
    ]
    title = _title(view, flow_finding(count, int(table["case_count"]["sanctioned"])))
    body: Any = html.P(t("regions.flow.empty"), className="state-words")
    if count:
        figure = case_flow(stops, request.view.scheme, request.lang, is_phone=request.view.is_phone)
        links = [
            internal_link(f"{stop.name}: {stop.case_count}".replace("\n", " "), stop.href)
            for stop in stops
            if stop.case_count
        ]
        listed = html.Details(
            [html.Summary(t("regions.flow.list"), className="link"), html.Ul([html.Li(link) for link in links])],
            className="region-numbers",
        )
        body = [graph("region-flow", figure, title, "opens"), listed]
    return card(
        request,
        "region-flow",
        body,
        title=title,
        unit=t("regions.flow.unit"),
        foot=t("regions.flow.source"),
        tools=[
            download_link("CSV", view.file("region-flow")),
            *(image_buttons("region-flow", request) if count else []),
            internal_link([t("regions.n_cases", n=count), " →"], view.page(view.place.code, show="cases")),
        ],
        class_name="span-8",
    )


def officials_card(view: PlaceView) -> html.Section:
    """Who is named most; protected persons stand under their code."""
    request, t = view.request, view.request.t
    rows = official_rows(request, view.persons)
    name = link_column("name", t("officials.column_name"), flex=1.6, minWidth=150)
    role = text_column("role", t("officials.column_role"), flex=1.3, minWidth=130, wrapText=True, autoHeight=True)
    columns = [name, role]
    if not request.view.is_phone:
        columns += [
            text_column("region", t("officials.column_region"), flex=1.3, minWidth=130),
            number_column("article_count", t("officials.column_articles"), width=104, flex=0, sort="desc"),
            number_column("mention_count", t("officials.column_mentions"), width=104, flex=0),
        ]
    everybody = href("/officials", request.lang, view.filters)
    return card(
        request,
        "region-officials",
        html.Div(
            grid(request, "region-officials", columns, rows, t("regions.officials.title"), GRID_ROWS),
            className="grid-holder",
            style=_room(rows),
        ),
        title=t("regions.officials.title"),
        unit=t("officials.unit"),
        foot=" ".join(
            [
                *part_words(request, "officials.first", len(rows), view.person_count),
                t("officials.source", n=view.person_count),
            ]
        ),
        tools=[
            download_link("CSV", href("/download/officials.csv", request.lang, view.filters)),
            internal_link([t("regions.officials.all"), " →"], everybody),
        ],
        class_name="card-full",
    )


def latest_card(view: PlaceView) -> html.Section:
    """The newest articles."""
    request, t = view.request, view.request.t
    items = []
    for row in records(view.latest):
        words = ", ".join(part for part in (row["outlet"], report_date_words(request.lang, row)) if part)
        place = ", ".join(row["primary_region_names"][:2])
        link = internal_link(row["display_title"], article_href(row["article_id"], request.lang), "latest-title")
        items.append(html.Li([link, html.P(" · ".join(part for part in (place, words) if part), className="byline")]))
    body = html.Ul(items, className="latest") if items else html.P(t("articles.none"), className="muted")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(t("latest.title"), className="card-title", id="region-latest-title"),
                    html.P(t("latest.unit"), className="unit"),
                ],
                className="card-head",
            ),
            body,
            html.Footer(internal_link([t("latest.all"), " →"], view.articles()), className="card-foot is-plain"),
        ],
        className="card span-4",
        **attributes(aria_labelledby="region-latest-title"),
    )


def outlets_card(view: PlaceView) -> html.Section:
    """Who watches the place: outlets at home in it, and the others that brought articles."""
    request, t = view.request, view.request.t
    lang = request.lang
    rows = [
        {
            "href": href("/articles", lang, _by_outlet(view, row["outlet_id"])),
            "name": row["name"],
            "home": region_words(lang, row["region_code"], row["region_name"]) or "–",
            "article_count": int(row["article_count"]),
        }
        for row in records(view.outlets)
    ]
    columns = [
        link_column("name", t("articles.column_outlet"), flex=1.5, minWidth=120),
        text_column("home", t("regions.outlets.column_home"), flex=1.3, minWidth=110, wrapText=True, autoHeight=True),
        number_column("article_count", t("regions.column_article_count"), width=84, flex=0),
    ]
    title = _title(view, outlets_finding(view.outlets))
    home = int(view.outlets["is_home"].sum())
    return card(
        request,
        "region-outlets",
        html.Div(
            grid(request, "region-outlets", columns, rows, title, GRID_ROWS), className="grid-holder", style=_room(rows)
        ),
        title=title,
        unit=t("regions.outlets.unit"),
        foot=t("regions.outlets.source", n=home, name=view.place.name),
        tools=[
            download_link("CSV", view.file("region-outlets")),
            internal_link([t("nav.coverage"), " →"], request.address.to("/coverage", keep_filters=True)),
        ],
        class_name="span-4",
    )


def _room(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The height that a grid will take, so that nothing jumps when it comes."""
    return {"minHeight": 88 + 41 * min(max(len(rows), 1), GRID_ROWS)}


def _title(view: PlaceView, finding: Finding) -> str:
    return view.request.t(finding.key, **finding.values)


def _by_outlet(view: PlaceView, outlet_id: str) -> Any:
    return replace(view.filters, outlets=(outlet_id,))


def _undated(view: PlaceView, filters: Any) -> str:
    return href("/articles", view.request.lang, replace(filters, date_from=None, date_to=None), undated="1")
