"""What the numbers are, how to read them, and why there are demonstration data."""

from dash import html

from dashboard.components.request import Request
from dashboard.components.states import violation_status
from dashboard.i18n import format_date, format_number
from dashboard.pages import Page, titled
from warehouse import queries
from warehouse.queries import DatasetInfo

SECTIONS = ("what", "counts", "totals", "regions", "dates", "quality", "privacy")
STATUSES = ("prohibited", "alleged", "proven")


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    return Page("about", titled("nav.about"), content) if path == "/about" else None


def content(request: Request) -> html.Article:
    """The whole page."""
    with request.cursor() as con:
        dataset = queries.dataset_info(con)
    sections = [_section(request, name) for name in SECTIONS]
    sections.insert(2, _states(request))
    if dataset.is_demonstration:
        sections.insert(0, _section(request, "demonstration", article=dataset.article_count))
    return html.Article(
        [
            html.H1(request.t("about.title")),
            html.P(request.t("about.lead"), className="lead"),
            *sections,
            _file(request, dataset),
        ],
        className="prose",
    )


def _section(request: Request, name: str, **values: object) -> html.Section:
    texts = request.t(f"about.{name}_text", **values).split("\n\n")
    return html.Section([html.H2(request.t(f"about.{name}")), *(html.P(text) for text in texts)], id=name)


def _states(request: Request) -> html.Section:
    return html.Section(
        [
            html.H2(request.t("about.states")),
            html.P(request.t("about.states_text")),
            html.Dl(
                [
                    part
                    for status in STATUSES
                    for part in (
                        html.Dt(violation_status(request, status)),
                        html.Dd(request.t(f"about.state_{status}")),
                    )
                ]
            ),
        ],
        id="states",
    )


def _file(request: Request, dataset: DatasetInfo) -> html.Section:
    """What this warehouse was built from; nothing that was left out stays untold."""
    numbers = {
        name: format_number(getattr(dataset, f"{name}_count"), request.lang)
        for name in ("article", "story", "older_version", "skipped_article")
    }
    words = request.t(
        "about.data_text",
        built=format_date(dataset.built_at, request.lang),
        pipeline=dataset.pipeline or "–",
        **numbers,
    )
    return html.Section([html.H2(request.t("about.data")), html.P(words)], id="data")
