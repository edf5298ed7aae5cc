"""SQL for readers: a statement that only reads, its answer as table, chart and file, and what can be asked.

The statement is in the address (`sql`), and so is the chart: `show` its kind, `of` and `per` the places of the columns
for its two axes, from 1. How statements are judged and limited: `warehouse/page_query.py`.
"""

from typing import Any

import pandas as pd
from dash import dcc, html
from flask import Response, abort

from dashboard.address import MAX_STATEMENT, STATEMENT_KEY, article_href, href
from dashboard.components.card import graph, image_buttons
from dashboard.components.grid import grid, number_column, text_column
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes
from dashboard.components.query import example_list, recipe_of, schema_list
from dashboard.components.request import Request
from dashboard.figures import answer as figures
from dashboard.i18n import format_number
from dashboard.memory import Memory
from dashboard.pages import Page, titled
from warehouse import page_query as ask
from warehouse.page_query import Answer, QueryRefused

PATH = "/query"
# Characters of a cell on the page; the file holds them all.
CELL = 240
PAGE_SIZE = 15
PLACEHOLDER = "SELECT type, status, count(*) AS item_count\nFROM measures\nGROUP BY ALL\nORDER BY item_count DESC"
NUMBERS = ("INTEGER", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
           "UHUGEINT", "DOUBLE", "FLOAT", "DECIMAL")  # fmt: skip
DAYS = ("DATE", "TIMESTAMP")
# Columns whose values are keys of pages: the address of each value.
KEYS = {"article_id": article_href, "person_id": lambda value, lang: href(f"/officials/{value}", lang)}
ANSWERS: Memory[Answer] = Memory(8)


def find(path: str) -> Page | None:
    """The page of this address, where it is ours."""
    # No filter means anything here, but the row with the link to copy does, and so does the browser that expects it.
    return Page("query", titled("nav.query"), content, ()) if path == PATH else None


def content(request: Request) -> html.Div:
    """Head and editor, the answer or why there is none, examples and tables beside them."""
    sql = request.address.extra.get(STATEMENT_KEY, "")
    main: list[Any] = [_editor(request, sql)]
    if sql:
        try:
            found = answer(request, sql)
        except QueryRefused as refused:
            main.append(_refused(request, refused))
        else:
            main += _answer(request, sql, found)
    return html.Div(
        [
            html.H1(request.t("query.title")),
            html.P(request.t("query.lead", seconds=int(ask.LIMIT_SECONDS), rows=ask.PAGE_ROWS), className="lead"),
            html.Div(
                [
                    html.Div(main, className="query-main"),
                    html.Aside(
                        [example_list(request, sql), schema_list(request)],
                        className="query-aside",
                        **attributes(aria_label=request.t("query.aside")),
                    ),
                ],
                className="query-columns",
            ),
        ],
        className="query",
    )


def answer(request: Request, sql: str) -> Answer:
    """The answer, kept for the reader who then chooses a chart. Raises QueryRefused."""
    key = (request.warehouse.path, request.warehouse.file(), sql)
    return ANSWERS.get(key, lambda: ask.run(request.warehouse.path, sql, limit_characters=ask.FILE_CHARACTERS // 8))


def _editor(request: Request, sql: str) -> html.Form:
    lines = max(sql.count("\n") + 2, 6)
    return html.Form(
        [
            html.Label(request.t("query.label"), htmlFor="statement", className="query-label"),
            dcc.Textarea(
                id="statement",
                name=STATEMENT_KEY,
                value=sql,
                rows=min(lines, 18),
                maxLength=MAX_STATEMENT,
                spellCheck=False,
                wrap="soft",
                className="statement",
                placeholder=PLACEHOLDER,
            ),
            html.Div(
                [
                    html.Button(request.t("query.run"), type="submit", className="button is-main"),
                    html.Span(request.t("query.keys"), className="muted query-keys"),
                    internal_link(request.t("query.empty"), href(PATH, request.lang)) if sql else None,
                ],
                className="query-actions",
            ),
        ],
        className="query-form",
        **attributes(data_writes=PATH, data_forgets="show of per", aria_label=request.t("query.label")),
    )


def refusal_words(request: Request, refused: QueryRefused) -> str:
    """What is wrong and what to do, in plain words."""
    words = request.t(
        f"query.error.{refused.reason}",
        name=refused.name,
        seconds=int(ask.LIMIT_SECONDS),
        rows=ask.PAGE_ROWS,
    )
    near = request.t("query.near", names=", ".join(refused.near)) if refused.near else ""
    return " ".join(part for part in (words, near) if part)


def _refused(request: Request, refused: QueryRefused) -> html.Div:
    return html.Div(
        [
            html.H2(request.t("query.no_answer"), className="card-title"),
            html.P(refusal_words(request, refused)),
            *([html.Pre(refused.detail, className="detail", lang="en")] if refused.detail else []),
        ],
        className="query-error",
        role="alert",
    )


def _answer(request: Request, sql: str, found: Answer) -> list[Any]:
    shown: list[Any] = []
    recipe = recipe_of(sql)
    if recipe is not None:
        question = recipe.pertanyaan if request.lang == "id" else recipe.question
        told = [html.H2(question, className="card-title"), html.P(recipe.read, className="muted", lang="en")]
        shown.append(html.Div(told, className="query-recipe"))
    if not found.rows:
        return [
            *shown,
            html.Div(html.P(request.t("query.no_rows"), className="state-words"), className="state", role="status"),
        ]
    files = href("/download/query.csv", request.lang, sql=sql)
    seconds = format_number(found.seconds, request.lang, 1)
    key = "query.cut" if found.is_cut else "query.rows"
    foot = html.Footer(
        [
            html.Span(request.t(key, n=len(found.rows), seconds=seconds), className="source", role="status"),
            html.Span(download_link("CSV", files), className="tools"),
        ],
        className="card-foot",
    )
    table = html.Section(
        [
            html.H2(request.t("query.answer"), className="visually-hidden"),
            grid(
                request, "answer", columns(request, found), cells(request, found), request.t("query.answer"), PAGE_SIZE
            ),
            foot,
        ],
        className="card query-answer",
    )
    return [*shown, *_chart(request, sql, found), table]


def columns(request: Request, found: Answer) -> list[dict[str, Any]]:
    """Typed columns: numbers to the right, keys of pages as links, long texts shortened."""
    made: list[dict[str, Any]] = []
    for place, (name, type_) in enumerate(zip(found.names, found.types, strict=True)):
        field, width = f"c{place}", {"minWidth": 110}
        if name in KEYS:
            made.append(text_column(field, name, cellRenderer="FieldLink", minWidth=150))
        elif _is_number(type_):
            made.append({**number_column(field, name), **width, "valueFormatter": {"function": "formatAny(params)"}})
        else:
            made.append(text_column(field, name, minWidth=110 if type_ in DAYS else 150))
    return made


def cells(request: Request, found: Answer) -> list[dict[str, Any]]:
    """The rows for the grid, by place of the column, with the addresses of keys."""
    rows = []
    for row in found.rows:
        made: dict[str, Any] = {}
        for place, (name, value) in enumerate(zip(found.names, row, strict=True)):
            made[f"c{place}"] = (
                value if isinstance(value, int | float) and not isinstance(value, bool) else _cell(value)
            )
            if name in KEYS and isinstance(value, str):
                made[f"href_c{place}"] = KEYS[name](value, request.lang)
        rows.append(made)
    return rows


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    text = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def _is_number(type_: str) -> bool:
    return type_.partition("(")[0] in NUMBERS


def axes(request: Request, found: Answer) -> tuple[int, int, str] | None:
    """The columns for the two axes and the kind of chart: what the address asks for, else the first that fit.

    None where no column holds numbers, or there is nothing to compare.
    """
    numbers = [place for place, type_ in enumerate(found.types) if _is_number(type_)]
    if not numbers or len(found.names) < 2 or len(found.rows) < 2:
        return None
    extra = request.address.extra
    y = _place(extra.get("per"), numbers, numbers[0])
    others = [place for place in range(len(found.names)) if place != y]
    x = _place(extra.get("of"), others, next((place for place in others if place not in numbers), others[0]))
    is_time = found.types[x].startswith(DAYS)
    kind = extra.get("show", "")
    return x, y, kind if kind in figures.KINDS else ("line" if is_time else "bar")


def _place(value: str | None, allowed: list[int], otherwise: int) -> int:
    place = int(value) - 1 if value and value.isdecimal() and len(value) < 4 else -1
    return place if place in allowed else otherwise


def _chart(request: Request, sql: str, found: Answer) -> list[Any]:
    """The quick chart with the choice of its columns; nothing where there are no numbers."""
    chosen = axes(request, found)
    if chosen is None:
        return []
    x, y, kind = chosen
    pairs = [(row[x], row[y]) for row in found.rows]
    drawn = sum(value is not None for _, value in pairs)
    if not drawn:
        return []
    figure = figures.answer_chart(pairs, kind, found.names[x], found.names[y], request.view.scheme, request.lang)
    label = request.t("query.chart_label", y=found.names[y], x=found.names[x])
    holder = graph("answer_chart", figure, label, height=figures.chart_height(drawn, kind))
    notes = []
    if kind == "bar" and drawn > figures.MOST_BARS:
        notes.append(request.t("query.chart_first", shown=figures.MOST_BARS, total=drawn))
    if drawn < len(pairs):
        notes.append(request.t("query.chart_missing", n=len(pairs) - drawn))
    numbers = [place for place, type_ in enumerate(found.types) if _is_number(type_)]
    form = html.Form(
        [
            _choice(request, "show", [(name, request.t(f"query.chart_{name}")) for name in figures.KINDS], kind),
            _choice(request, "per", [(str(place + 1), found.names[place]) for place in numbers], str(y + 1)),
            _choice(
                request,
                "of",
                [(str(place + 1), name) for place, name in enumerate(found.names) if place != y],
                str(x + 1),
            ),
        ],
        className="chart-form",
        **attributes(data_writes=PATH, aria_label=request.t("query.chart_choose")),
    )
    foot = html.Footer(
        [
            html.Span(
                " · ".join([request.t("query.chart_source"), *notes]), id="answer_chart-foot", className="source"
            ),
            html.Span(image_buttons("answer_chart", request), id="answer_chart-tools", className="tools"),
        ],
        className="card-foot",
    )
    head = html.Div(
        [
            html.H2(
                label,
                id="answer_chart-title",
                className="card-title",
            ),
            html.P(request.t("query.chart_unit"), id="answer_chart-unit", className="unit"),
        ],
        className="card-head",
    )
    return [
        html.Section(
            [head, form, holder, foot],
            id="answer_chart-card",
            className="card query-chart",
        )
    ]


def _choice(request: Request, key: str, options: list[tuple[str, str]], chosen: str) -> html.Label:
    return html.Label(
        [
            html.Span(request.t(f"query.choose_{key}")),
            html.Select(
                [html.Option(words, value=value, selected=value == chosen) for value, words in options],
                name=key,
                key=f"{key}-{chosen}",
                className="plain-select",
            ),
        ],
        className="chart-choice",
    )


CUT: Memory[int] = Memory(16)


def _file(request: Request) -> pd.DataFrame:
    """The whole answer, as far as a file goes; a statement that does not run ends in words with the status 400."""
    sql = request.address.extra.get(STATEMENT_KEY, "")
    try:
        found = ask.run(request.warehouse.path, sql, limit_rows=ask.FILE_ROWS)
    except QueryRefused as refused:
        words = "\n".join(part for part in (refusal_words(request, refused), refused.detail) if part)
        abort(Response(f"{words}\n", 400, mimetype="text/plain"))
    if found.is_cut:
        CUT.get(_key(request), lambda: len(found.rows))
    return pd.DataFrame(found.rows, columns=pd.Index(found.names), dtype=object)


def _file_notes(request: Request) -> list[str]:
    """The statement, and that the file is a part where it is."""
    notes = [f"SQL: {request.address.extra.get(STATEMENT_KEY, '')}"]
    count = CUT.get(_key(request), lambda: 0)
    return [*notes, *([request.t("query.file_cut", n=count)] if count else [])]


def _key(request: Request) -> tuple[Any, ...]:
    return request.warehouse.path, request.warehouse.file(), request.address.extra.get(STATEMENT_KEY, "")


TABLES = {"query": _file}
NOTES = {"query": _file_notes}
