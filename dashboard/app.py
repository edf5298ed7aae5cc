"""The Dash application: one layout, callbacks from the address to what is shown, files to take away."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
import duckdb
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import routes, theme
from dashboard.address import LANGUAGES, parse_address
from dashboard.components.filters import active_filters
from dashboard.components.request import Request, View
from dashboard.components.shell import FILTERED, shell
from dashboard.components.states import error_state
from dashboard.downloads import add_downloads
from dashboard.health import add_health
from dashboard.kept_answers import keep_answers, keepable
from dashboard.pages import overview
from dashboard.review_acts import add_review
from dashboard.security import add_login, add_security_headers
from dashboard.serving_assets import add_transport
from dashboard.serving_prefix import Mounted
from dashboard.settings import Settings
from dashboard.turns import in_turn
from warehouse.connection import Warehouse, WarehouseUnavailable, warehouse_path

log = logging.getLogger(__name__)
SCRIPT = "netralitas"
ASSETS = Path(__file__).parent / "assets"
UNREADABLE = (WarehouseUnavailable, duckdb.Error)
HIDDEN = "cards is-empty"
OWN_SECTIONS = ("query", "review")
FILTER_IDS = ("election", "place", "measure", "violation", "outlet", "relevance")
FILTERED_LINKS = (*(f"nav-{section}" for section in FILTERED), *(f"language-{lang}" for lang in LANGUAGES))
# scheme.js stands in the head, before the first paint; without inline scripts the policy can forbid them. The small
# Plotly stands there too (assets/vendor/README.md); the graph component takes what it finds before it loads its own.
INDEX = """<!DOCTYPE html>
<html lang="id">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" href="ASSETS/icons/mark.svg" type="image/svg+xml">
<script src="ASSETS/scheme.js"></script>
<script defer src="ASSETS/vendor/plotly-basic.min.js"></script>
<link rel="preload" as="font" type="font/woff2" href="ASSETS/fonts/inter-latin-wght-normal.woff2" crossorigin>
<link rel="preload" as="font" type="font/woff2" href="ASSETS/fonts/source-serif-4-latin-wght-normal.woff2" crossorigin>
<link rel="preload" as="script" href="SUITES/dash/dcc/async-graph.js">
<link rel="preload" as="script" href="SUITES/dash_ag_grid/async-community.js">
{%css%}
</head>
<body>
{%app_entry%}
<div hidden>
{%config%}
{%scripts%}
{%renderer%}
</div>
</body>
</html>"""


# Where the application keeps its warehouse, among its server's extensions.
WAREHOUSE = "netralitas.warehouse"


def create_app(data_dir: Path, settings: Settings | None = None, *, must_show: bool = True) -> Dash:
    """Make the application for one data directory.

    Raises WarehouseUnavailable where there is nothing to show. With `must_show` False it then runs all the same, says
    so on every page and at `/health`, and shows the warehouse once there is one.
    """
    settings = settings or Settings()
    warehouse = Warehouse(warehouse_path(data_dir))
    # The first page is built once before anyone waits for it: what cannot be shown is known now, and all is warm.
    try:
        routes.build_view(Request(parse_address("/", None), View(), warehouse))
    except UNREADABLE as error:
        if must_show:
            raise
        log.error("nothing to show yet", exc_info=error)
    app = Dash(
        "dashboard",
        title="netralitas",
        update_title="",
        assets_folder=str(ASSETS),
        assets_ignore=r"^(scheme|plotly-basic\.min)\.js$",
        use_pages=False,
        pages_folder="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        index_string=index_page(settings.prefix),
        add_log_handler=False,
        # Addresses are written with the prefix and read without it: `Mounted` takes it off.
        requests_pathname_prefix=f"{settings.prefix}/",
        routes_pathname_prefix="/",
    )
    app.layout = root_layout()
    app.server.extensions[WAREHOUSE] = warehouse
    add_callbacks(app, warehouse)
    keep_answers(app, warehouse, view_of)
    add_login(app.server, settings)
    add_transport(app.server)
    add_downloads(app.server, warehouse)
    add_health(app.server, warehouse)
    add_review(app.server, data_dir, warehouse, settings)
    add_security_headers(app)
    if settings.prefix:
        app.server.wsgi_app = Mounted(app.server.wsgi_app, settings.prefix)
    return app


def index_page(prefix: str = "") -> str:
    """The page around everything; its own scripts with the time of their change, so that they may be kept for good."""
    page = INDEX
    for name in ("scheme.js", "vendor/plotly-basic.min.js"):
        page = page.replace(f"ASSETS/{name}", f"ASSETS/{name}?m={(ASSETS / name).stat().st_mtime}")
    return page.replace("ASSETS", f"{prefix}/assets").replace("SUITES", f"{prefix}/_dash-component-suites")


def root_layout() -> dmc.MantineProvider:
    """What stands from the first moment; the view comes by callback, for the server sees no address before."""
    return dmc.MantineProvider(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            dcc.Store(id="view"),
            dcc.Store(id="shown"),
            dcc.Store(id="title"),
            html.Div(html.Div(className="first-paint"), id="frame"),
        ],
        theme=theme.MANTINE_THEME,
        defaultColorScheme="auto",
    )


def add_callbacks(app: Dash, warehouse: Warehouse) -> None:
    """Bind the address to what is shown. Everything that acts on the page writes the address (netralitas.js)."""

    def request_for(path: str | None, search: str | None, view: dict[str, Any] | None) -> Request:
        return Request(parse_address(path, search), View.from_store(view), warehouse)

    address = (Input("address", "pathname"), Input("address", "search"), Input("view", "data"))

    @app.callback(
        Output("frame", "children"), Output("shown", "data"), Output("title", "data"), *address, State("shown", "data")
    )
    def show_page(path: str, search: str, view: dict[str, Any] | None, shown: list[Any] | None) -> Any:
        """Draw a page whole where page, language or width change; what the filters change is left to the others."""
        if view is None:
            raise PreventUpdate
        request = request_for(path, search, view)
        key = [routes.page_key(request.address.path), request.lang, request.view.is_phone]
        if key == shown:
            raise PreventUpdate
        try:
            drawn, title = _built(request, lambda: routes.build_view(request))
        except Exception as error:
            failed = shell(request, _failed(request, error), "", is_demonstration=False)
            return failed, None, {"title": "netralitas", "lang": request.lang}
        _keep(request)
        return drawn, key, {"title": title, "lang": request.lang}

    @app.callback(
        *(Output(name, prop) for name, prop in overview.PARTS),
        *address,
        State("shown", "data"),
        prevent_initial_call=True,
    )
    def refresh_overview(path: str, search: str, view: dict[str, Any] | None, shown: list[Any] | None) -> Any:
        """All parts of the overview at once, for the filters of the address."""
        request = _same_page(request_for(path, search, view), shown, "/")
        try:
            values = _built(request, lambda: overview.parts(request))
        except Exception as error:
            # Numbers of the former filters must not stand under the new ones.
            values = {("overview-head", "children"): _failed(request, error), ("overview-cards", "className"): HIDDEN}
        else:
            _keep(request)
        return [values.get(part, no_update) for part in overview.PARTS]

    @app.callback(Output("page-content", "children"), *address, State("shown", "data"), prevent_initial_call=True)
    def refresh_content(path: str, search: str, view: dict[str, Any] | None, shown: list[Any] | None) -> Any:
        """What stands on the other pages; the overview has callbacks of its own."""
        request = _same_page(request_for(path, search, view), shown)
        if shown and shown[0] == "/":
            raise PreventUpdate
        try:
            content = _built(request, lambda: routes.find_page(request.address.path).content(request))
        except Exception as error:
            return _failed(request, error)
        _keep(request)
        return content

    @app.callback(
        Output("active-filters", "children"),
        Input("address", "search"),
        State("address", "pathname"),
        State("view", "data"),
        State("shown", "data"),
        prevent_initial_call=True,
    )
    def refresh_active_filters(search: str, path: str, view: dict[str, Any] | None, shown: list[Any] | None) -> Any:
        """The filters that are set, on every page that has them: outputs of one callback must stand together."""
        request = _same_page(request_for(path, search, view), shown)
        try:
            shown_filters = active_filters(request)
        except UNREADABLE as error:
            raise PreventUpdate from error  # told where the page is refreshed
        _keep(request)
        return shown_filters

    add_clientside(app)


def view_of(values: Mapping[str, Any]) -> list[Any]:
    """All that an answer depends on, of what a callback is given: the address, the screen, what stands already."""
    path, search, screen = (values.get(name) for name in ("address.pathname", "address.search", "view.data"))
    address, view = parse_address(path, search), View.from_store(screen)
    stands = values.get("shown.data") == [routes.page_key(address.path), address.lang, view.is_phone]
    return [path, search, screen is None, view.scheme, view.is_phone, stands]


def _built(request: Request, build: Callable[[], Any]) -> Any:
    """What `build` gives, in its turn; a reader's own question waits for nobody, for it may take long."""
    return build() if _is_own(request) else in_turn(build)


def _keep(request: Request) -> None:
    """Let others have this view, too, but where it is a reviewer's own or a question that may run out of time."""
    if not _is_own(request):
        keepable()


def _is_own(request: Request) -> bool:
    return routes.find_page(request.address.path).section in OWN_SECTIONS


def _failed(request: Request, error: Exception) -> html.Div:
    """Word of what failed, whatever it was: a reader never waits before an empty page.

    The reason stands there where it says what to do, else in the log alone.
    """
    log.error("cannot show %s", request.address.path, exc_info=error)
    if not isinstance(error, UNREADABLE):
        return error_state(request, "error.broken")
    return error_state(request, "error.page", str(error) if isinstance(error, WarehouseUnavailable) else None)


def _same_page(request: Request, shown: list[Any] | None, path: str | None = None) -> Request:
    """The request, where its page stands already, and is that of `path`. Else raises PreventUpdate."""
    key = [routes.page_key(request.address.path), request.lang, request.view.is_phone]
    if key != shown or path not in (None, key[0]):
        raise PreventUpdate
    return request


def add_clientside(app: Dash) -> None:
    """What the browser does by itself: the reader's screen, filters into the address, marks on and off."""
    run = lambda name: ClientsideFunction(SCRIPT, name)  # noqa: E731
    app.clientside_callback(run("read_view"), Output("view", "data"), Input("view", "id"))
    app.clientside_callback(run("set_title"), Input("title", "data"))
    app.clientside_callback(run("arrive"), Input("shown", "data"), Input("address", "href"))
    filters = [Input(f"filter-{name}", "value") for name in FILTER_IDS]
    app.clientside_callback(run("choose"), *filters, prevent_initial_call=True)
    app.clientside_callback(run("choose_dates"), Input("filter-dates", "value"), prevent_initial_call=True)
    app.clientside_callback(
        run("search"), Input("search", "n_submit"), State("search", "value"), prevent_initial_call=True
    )
    app.clientside_callback(
        run("show_filters"),
        *(Output(f"filter-{name}", "value") for name in FILTER_IDS),
        Output("filter-dates", "value"),
        Input("address", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        run("choose_map"), Input("map-show", "value"), Input("map-per", "value"), prevent_initial_call=True
    )
    app.clientside_callback(
        run("show_map_choice"),
        Output("map-show", "value"),
        Output("map-per", "value"),
        Input("address", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        run("sync_links"),
        *(Output(name, "href") for name in FILTERED_LINKS),
        Input("address", "search"),
        Input("address", "pathname"),
        prevent_initial_call=True,
    )
    app.clientside_callback(run("switch_kinds"), Output("reader", "className"), Input("kinds", "value"))
    app.clientside_callback(
        run("switch_all"),
        Output("kinds", "value"),
        Input("hide-all", "n_clicks"),
        State("kinds", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(run("click_map"), Input("map-figure", "clickData"), prevent_initial_call=True)
    app.clientside_callback(run("click_measures"), Input("measures-figure", "clickData"), prevent_initial_call=True)
    app.clientside_callback(run("drag_timeline"), Input("timeline-figure", "relayoutData"), prevent_initial_call=True)
