"""The frame of every page: demonstration banner, header with navigation, language and colour scheme, foot."""

from typing import Any

import dash_mantine_components as dmc
from dash import html

from dashboard.address import LANGUAGES
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes
from dashboard.components.request import Request

# Path and key of the label, in the order of the navigation: pages that exist.
PAGES = {
    "overview": "/",
    "elections": "/elections",
    "regions": "/regions",
    "officials": "/officials",
    "cases": "/cases",
    "articles": "/articles",
    "coverage": "/coverage",
    "query": "/query",
}
# Sections whose links take the filters along: the browser keeps them current (`sync_links` in assets/netralitas.js).
FILTERED = ("overview", "elections", "regions", "officials", "cases", "articles", "coverage")


def shell(request: Request, page: Any, section: str, *, is_demonstration: bool) -> html.Div:
    """The whole view around one page."""
    return html.Div(
        [
            html.A(request.t("shell.skip"), href="#main", className="skip"),
            *([demonstration_banner(request)] if is_demonstration else []),
            header(request, section),
            html.Main(page, id="main", className="content", tabIndex=-1),
            foot(request, is_demonstration),
        ],
        className="shell",
        lang=request.lang,
    )


def demonstration_banner(request: Request) -> html.Aside:
    """Says that everything shown is invented: first on the page, not to be closed."""
    why = internal_link(request.t("demo.why"), request.address.to("/about") + "#demonstration", "banner-link")
    return html.Aside(
        html.Div(
            [
                html.Span(
                    [html.Strong(request.t("demo.label"), className="banner-label"), " ", request.t("demo.text")],
                    id="demonstration-words",
                ),
                why,
            ],
            className="content banner-row",
        ),
        id="demonstration",
        className="banner",
        **attributes(aria_label=request.t("demo.label")),
    )


def header(request: Request, section: str) -> html.Header:
    """Name, navigation, language and colour scheme; on phones the navigation opens from a button."""
    return html.Header(
        html.Div(
            [
                internal_link(
                    [html.Span(className="icon icon-mark"), html.Span("netralitas")],
                    request.address.to("/"),
                    "brand",
                ),
                html.Nav(
                    [_nav_link(request, name, name == section) for name in PAGES],
                    id="navigation",
                    className="nav",
                    **attributes(aria_label=request.t("nav.label")),
                ),
                html.Div(
                    [
                        _search(request),
                        html.Div([_language(request, lang) for lang in LANGUAGES], className="languages"),
                        dmc.ColorSchemeToggle(
                            lightIcon=html.Span(className="icon icon-scheme"),
                            darkIcon=html.Span(className="icon icon-scheme"),
                            id="scheme",
                            variant="transparent",
                            className="scheme",
                            **attributes(aria_label=request.t("shell.scheme")),
                        ),
                        html.Button(
                            html.Span(className="icon icon-menu"),
                            className="menu-button",
                            type="button",
                            **attributes(
                                data_toggles="navigation",
                                aria_controls="navigation",
                                aria_expanded="false",
                                aria_label=request.t("nav.label"),
                            ),
                        ),
                    ],
                    className="header-tools",
                ),
            ],
            className="content header-row",
        ),
        className="header",
    )


def foot(request: Request, is_demonstration: bool) -> html.Footer:
    """What the numbers are, in one line, with the way to the explanation."""
    words: list[Any] = [
        request.t("shell.foot"),
        " ",
        internal_link(request.t("nav.about"), request.address.to("/about")),
    ]
    if is_demonstration:
        words = [html.Strong(request.t("demo.label")), " ", request.t("demo.text"), " ", *words]
    return html.Footer(html.P(words, className="content"), className="foot")


def _nav_link(request: Request, section: str, is_here: bool) -> Any:
    # The page that one is on keeps nothing of its own: its entry leads to its beginning.
    return internal_link(
        request.t(f"nav.{section}"),
        request.address.to(PAGES[section], keep_filters=section in FILTERED),
        "nav-link is-here" if is_here else "nav-link",
        id=f"nav-{section}",
    )


def _language(request: Request, lang: str) -> Any:
    is_here = lang == request.lang
    return internal_link(
        lang.upper(),
        request.address.in_language(lang),
        "language is-here" if is_here else "language",
        title=request.t(f"shell.language_{lang}"),
        id=f"language-{lang}",
    )


def _search(request: Request) -> Any:
    label = request.t("shell.search")
    return dmc.TextInput(
        id="search",
        placeholder=label,
        value=request.address.filters.text or "",
        className="search",
        leftSection=html.Span(className="icon icon-search"),
        debounce=False,
        **attributes(aria_label=label),
    )
