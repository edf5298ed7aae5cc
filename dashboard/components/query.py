"""Beside the editor of the query page: examples of the cookbook by subject, tables and views with their columns."""

from functools import cache
from itertools import groupby
from typing import Any

from dash import html

from dashboard.address import href
from dashboard.components.links import internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.request import Request
from dashboard.memory import Memory
from warehouse import page_query as ask
from warehouse.cookbook import Recipe, load_recipes, waiting

PATH = "/query"
# The list of tables, once for each warehouse file and language.
SCHEMAS: Memory[list[Any]] = Memory(4)
FIRST_ROWS = "FROM {name}\nLIMIT 20"


@cache
def recipes() -> tuple[Recipe, ...]:
    """The examples that this schema can answer, by topic and name."""
    every = load_recipes()
    later = waiting(every)
    return tuple(recipe for recipe in every if recipe not in later)


def recipe_of(sql: str) -> Recipe | None:
    """The example that this statement is, None where it is the reader's own."""
    return next((recipe for recipe in recipes() if recipe.sql == sql), None)


def example_list(request: Request, sql: str) -> html.Section:
    """The questions by subject; each link writes its statement into the address and so runs it."""
    own = recipe_of(sql)
    topics = []
    for topic, group in groupby(recipes(), key=lambda recipe: recipe.topic):
        members = list(group)
        items = [
            html.Li(
                internal_link(
                    recipe.pertanyaan if request.lang == "id" else recipe.question,
                    href(PATH, request.lang, sql=recipe.sql),
                    "example is-here" if recipe is own else "example",
                )
            )
            for recipe in members
        ]
        name = request.t(f"query.topic.{topic.lower().replace(' ', '_')}")
        count = html.Span(str(len(members)), className="muted")
        topics.append(html.Details([html.Summary([name, " ", count]), html.Ul(items)], open=own in members))
    return html.Section(
        [html.H2(request.t("query.examples"), className="card-title"), *topics],
        className="card aside-card",
        **attributes(aria_label=request.t("query.examples")),
    )


def schema_list(request: Request) -> html.Section:
    """Tables and views, each with its meaning and columns; the internal ones folded at the end."""
    key = (request.warehouse.path, request.warehouse.file(), request.lang)
    parts = SCHEMAS.get(key, lambda: _schema(request))
    return html.Section(
        [
            html.H2(request.t("query.schema"), className="card-title"),
            html.P(request.t("query.schema_note"), className="unit"),
            html.Div(parts, className="schema-tables"),
        ],
        className="card aside-card",
        **attributes(aria_label=request.t("query.schema")),
    )


def _schema(request: Request) -> list[Any]:
    with request.cursor() as con:
        rows = records(ask.schema_table(con))
    tables: dict[bool, list[Any]] = {False: [], True: []}
    for name, group in groupby(rows, key=lambda row: row["name"]):
        columns = list(group)
        tables[bool(columns[0]["is_internal"])].append(_table(request, str(name), columns))
    inner = html.Details([html.Summary(request.t("query.internal", n=len(tables[True]))), *tables[True]])
    return [*tables[False], inner]


def _table(request: Request, name: str, columns: list[dict[str, Any]]) -> html.Details:
    first = internal_link(request.t("query.first_rows"), href(PATH, request.lang, sql=FIRST_ROWS.format(name=name)))
    # One text for all columns: thousands of elements would take the browser seconds at every change of the page.
    lines = "\n".join(
        f"{row['column_name']}  {str(row['data_type']).lower()}\n    {row['column_comment'] or ''}" for row in columns
    )
    return html.Details(
        [
            html.Summary(html.Code(name)),
            html.P([html.Span(columns[0]["comment"] or "", lang="en"), " ", first]),
            html.Pre(lines, lang="en", className="column-list"),
        ],
        className="schema-table",
    )
