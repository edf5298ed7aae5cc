"""Persons across articles: all of the selection in pages to sort, filter and search; one page per person (`person`).

Sorting, searching and paging live in the address: `order`, `type` (the office), `of` (words of a name), `show`
(`several`: in more than one article) and `page`. The rows come from the warehouse a page at a time.
"""

import re
import unicodedata
from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import html

from dashboard.address import article_href, href
from dashboard.components.filters import scope_words
from dashboard.components.hits import question_notes
from dashboard.components.links import download_link, internal_link
from dashboard.components.markup import attributes, records
from dashboard.components.pager import page_count, page_number, pager, range_words
from dashboard.components.request import Request
from dashboard.components.states import empty_state, part_words
from dashboard.components.words import region_words, report_date_words, role_words
from dashboard.i18n import format_number
from dashboard.memory import Memory
from dashboard.pages import CONTROLS, Page, person, titled
from warehouse import page_officials as ask
from warehouse.page_officials import PersonCount, Wanted

PATH = "/officials"
PAGE_SIZE = 30
MOST_ROWS = 20_000
SEVERAL = "several"
ROLES = (
    "governor", "vice_governor", "mayor", "vice_mayor", "regent", "vice_regent", "regional_secretary", "assistant",
    "agency_head", "department_head", "inspector", "division_head", "district_head", "village_head", "bawaslu", "kpu",
    "kasn", "minister", "ministry_official", "legislator", "police", "military", "prosecutor", "party", "candidate",
    "academic", "civil_society", "asn", "other",
)  # fmt: skip
# Column of the table: the order that its head asks for, None where it asks for none.
COLUMNS = (
    ("name", None), ("role", None), ("region", None), ("articles", "articles"), ("mentions", "mentions"),
    ("quotes", "quotes"), ("measures", "measures"), ("date", "newest"),
)  # fmt: skip
NUMBERS = ("articles", "mentions", "quotes", "measures")
# A title tells a share only of so many persons, and only a share as clear as this.
FEWEST, CLEAR_SHARE = 20, 0.75
# The pages asked for most lately, some 60 kB each.
BUILT: Memory[html.Div] = Memory(8)


def find(path: str) -> Page | None:
    """The list of persons, or the page of one."""
    if path == PATH:
        return Page("officials", titled("nav.officials"), content, CONTROLS)
    return person.find(path)


def content(request: Request) -> html.Div:
    """The page; readers who ask the same of one warehouse file share it."""
    key = (request.warehouse.path, request.warehouse.file(), request.address.in_language(request.lang), request.view)
    return BUILT.get(key, lambda: _build(request))


def _build(request: Request) -> html.Div:
    wanted = asked(request)
    count = counted(request)
    total = count.several_count if wanted.is_several else count.person_count
    pages = page_count(total, PAGE_SIZE)
    page = page_number(request, pages)
    rows = records(selected(request, PAGE_SIZE, (page - 1) * PAGE_SIZE))
    head = [
        html.H1(title(request, wanted, count)),
        html.P(_lead(request, count), className="lead"),
        _search(request, wanted),
        *question_notes(request),
    ]
    if not rows:
        return html.Div([*head, _nothing(request, wanted)], className="persons")
    shown = _list(request, rows) if request.view.is_phone else _table(request, rows)
    files = href("/download/persons.csv", request.lang, request.address.filters, **_extra(request))
    foot = html.Footer(
        [
            html.Span(range_words(request, (page - 1) * PAGE_SIZE + 1, len(rows), total), className="source"),
            html.Details(
                [html.Summary(request.t("card.read"), className="link"), html.P(request.t("read.persons"))],
                className="read",
            ),
            html.Span([*pager(request, page, pages), download_link("CSV", files)], className="tools"),
        ],
        className="card-foot",
    )
    note = html.P(request.t("persons.protected"), className="muted persons-note")
    return html.Div([*head, html.Section([shown, foot], className="card"), note], className="persons")


def asked(request: Request) -> Wanted:
    """Whom the address asks for; an unknown office asks for all."""
    extra = request.address.extra
    role = extra.get("type")
    words = tuple(word for word in re.split(r"[^a-z0-9]+", extra.get("of", "")) if word)
    return Wanted(role if role in ROLES else None, words[: ask.MOST_WORDS], extra.get("show") == SEVERAL)


def counted(request: Request) -> PersonCount:
    """How many persons there are, whatever `show` says."""
    with request.cursor() as con:
        return ask.persons_count(con, request.address.filters, asked(request))


def selected(request: Request, limit: int, offset: int = 0) -> pd.DataFrame:
    """A part of the persons that the address asks for, in its order."""
    with request.cursor() as con:
        return ask.persons_page(
            con, request.address.filters, asked(request), order=_order(request), limit=limit, offset=offset
        )


def slug(name: str) -> str:
    """A name as the address holds it for the search: "Asdar Tahir" is asdar-tahir."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def title(request: Request, wanted: Wanted, count: PersonCount) -> str:
    """What the counts show where they show it clearly, else the question."""
    if wanted.words or wanted.role:
        who = role_words(request.lang, wanted.role, None) if wanted.role else ""
        name = f"“{' '.join(wanted.words)}”" if wanted.words else ""
        return request.t("persons.found", n=count.person_count, what=", ".join(part for part in (name, who) if part))
    single = count.person_count - count.several_count
    scope = scope_words(request)
    within = f" ({scope})" if scope else ""
    if count.person_count >= FEWEST and CLEAR_SHARE <= single / count.person_count < 0.95:
        tenths = round(10 * single / count.person_count)
        words = request.t(f"number.{tenths}")
        return request.t("persons.once", tenths=words[:1].upper() + words[1:], within=within)
    return request.t("persons.question", within=within)


def _lead(request: Request, count: PersonCount) -> list[Any]:
    address, extra = request.address, {**_extra(request), "show": ""}
    lang, filters = request.lang, address.filters
    several = internal_link(
        format_number(count.several_count, lang), href(PATH, lang, filters, **{**extra, "show": SEVERAL}), "lead-number"
    )
    every = internal_link(format_number(count.person_count, lang), href(PATH, lang, filters, **extra), "lead-number")
    return [
        every,
        " ",
        request.t("persons.lead", n=count.person_count),
        " ",
        several,
        " ",
        request.t("persons.lead_several"),
    ]


def _search(request: Request, wanted: Wanted) -> html.Div:
    """Search by name and office, and the switch to those in several articles."""
    lang, filters, extra = request.lang, request.address.filters, _extra(request)
    options = sorted(ROLES, key=lambda role: role_words(lang, role, None).casefold())
    form = html.Form(
        [
            html.Div(
                dmc.TextInput(
                    id="person-name",
                    name="of",
                    value=" ".join(wanted.words),
                    placeholder=request.t("persons.search"),
                    leftSection=html.Span(className="icon icon-search"),
                    **attributes(aria_label=request.t("persons.search")),
                ),
                className="person-name",
                **attributes(data_form="slug"),
            ),
            html.Select(
                [
                    html.Option(request.t("persons.every_role"), value="", selected=wanted.role is None),
                    *(
                        html.Option(role_words(lang, role, None), value=role, selected=wanted.role == role)
                        for role in options
                    ),
                ],
                name="type",
                className="plain-select",
                key=f"role-{wanted.role}",
                **attributes(aria_label=request.t("persons.role")),
            ),
            html.Button(request.t("persons.go"), type="submit", className="button"),
        ],
        className="person-search",
        role="search",
        **attributes(data_writes=PATH, aria_label=request.t("persons.search_label")),
    )
    switches = [
        internal_link(
            request.t(f"persons.show_{name or 'all'}"),
            href(PATH, lang, filters, **{**extra, "show": name}),
            "switch is-here" if wanted.is_several == (name == SEVERAL) else "switch",
        )
        for name in ("", SEVERAL)
    ]
    return html.Div(
        [
            form,
            html.Div(switches, className="switches", role="group", **attributes(aria_label=request.t("persons.show"))),
        ],
        className="person-tools",
    )


def _table(request: Request, rows: list[dict[str, Any]]) -> html.Div:
    heads = [_head(request, name, order) for name, order in COLUMNS]
    return html.Div(
        html.Table(
            [
                html.Caption(request.t("persons.caption"), className="visually-hidden"),
                html.Thead(html.Tr(heads)),
                html.Tbody([_row(request, row) for row in rows]),
            ],
            className="plain-table",
        ),
        className="table-holder",
    )


def _head(request: Request, name: str, order: str | None) -> html.Th:
    words = request.t(f"persons.column_{name}")
    class_name = "is-number" if name in NUMBERS else None
    if order is None:
        return html.Th(words, scope="col", className=class_name)
    is_here = _order(request) == order
    target = href(PATH, request.lang, request.address.filters, **{**_extra(request), "order": _order_key(order)})
    mark = html.Span(" ▾" if is_here else "", **attributes(aria_hidden="true"))
    link = internal_link([words, mark], target, "sort", title=_help(request, name))
    return html.Th(link, scope="col", className=class_name, **attributes(aria_sort="descending" if is_here else "none"))


def _help(request: Request, name: str) -> str | None:
    return request.t(f"persons.help_{name}") if name in ("quotes", "measures") else None


def _row(request: Request, row: dict[str, Any]) -> html.Tr:
    day = report_date_words(request.lang, row) or request.t("evidence.undated")
    newest = internal_link(day, article_href(row["article_id"], request.lang, int(row["start_char"])), "quiet")
    return html.Tr(
        [
            html.Th(_name(request, row), scope="row"),
            html.Td(role_words(request.lang, row["role"], row["acting"])),
            html.Td(region_words(request.lang, row["region_code"], row["region_name"]) or "–", className="muted"),
            *(html.Td(_number(request, row, *part), className="is-number") for part in _parts(row)),
            html.Td(newest),
        ]
    )


def _parts(row: dict[str, Any]) -> list[tuple[int, str]]:
    """The numbers of a person, and the part of the person's page where each is told."""
    said = "" if row["is_protected"] else "said"
    return [
        (int(row["article_count"]), "articles"),
        (int(row["mention_count"]), "articles"),
        (int(row["quote_count"]), said),
        (int(row["measure_count"]), "measures" if said else ""),
    ]


def _number(request: Request, row: dict[str, Any], count: int, part: str) -> Any:
    words = format_number(count, request.lang)
    if not part:  # the page of a protected person tells nothing that may identify them
        return "–"
    return internal_link(words, f"{_target(request, row)}#{part}", "quiet") if count else words


def _name(request: Request, row: dict[str, Any]) -> Any:
    return internal_link(row["name"], _target(request, row), "person-link")


def _target(request: Request, row: dict[str, Any]) -> str:
    return href(f"{PATH}/{row['person_id']}", request.lang, request.address.filters)


def _list(request: Request, rows: list[dict[str, Any]]) -> html.Ul:
    """The rows on a phone: name, office and area, and what there is of the person."""
    entries = []
    for row in rows:
        place = region_words(request.lang, row["region_code"], row["region_name"])
        office = ", ".join(part for part in (role_words(request.lang, row["role"], row["acting"]), place) if part)
        told = [
            request.t("persons.articles", n=int(row["article_count"])),
            request.t("persons.quotes", n=int(row["quote_count"])) if not row["is_protected"] else None,
            report_date_words(request.lang, row),
        ]
        entries.append(
            html.Li(
                [
                    _name(request, row),
                    html.Div(office),
                    html.Div(" · ".join(part for part in told if part), className="muted"),
                ]
            )
        )
    return html.Ul(entries, className="person-list")


def _nothing(request: Request, wanted: Wanted) -> html.Div:
    if not wanted.words and not wanted.role:
        return empty_state(request)
    target = href(PATH, request.lang, request.address.filters)
    return html.Div(
        [
            html.P(request.t("persons.nobody"), className="state-words"),
            internal_link(request.t("persons.everybody"), target, "button"),
        ],
        className="state",
        role="status",
    )


def _order(request: Request) -> str:
    order = request.address.extra.get("order", "")
    return order if order in ask.ORDERS else "articles"


def _order_key(order: str) -> str:
    return "" if order == "articles" else order


def _extra(request: Request) -> dict[str, str]:
    """The keys of the address that ask for these persons, without the page."""
    wanted = asked(request)
    values = {
        "type": wanted.role or "",
        "order": _order_key(_order(request)),
        "of": "-".join(wanted.words),
        "show": SEVERAL if wanted.is_several else "",
    }
    return {key: value for key, value in values.items() if value}


def _file(request: Request) -> pd.DataFrame:
    """The table on the screen, longer: protected persons without their names here too."""
    rows = selected(request, MOST_ROWS)
    hidden = rows["is_protected"].astype(bool)
    for name in ("quote_count", "statement_count", "measure_count"):
        rows[name] = rows[name].astype(object).where(~hidden, None)
    names = [
        "person_id", "name", "role", "acting", "region_code", "region_name", "is_protected", "article_count",
        "mention_count", "quote_count", "statement_count", "measure_count", "report_date",
    ]  # fmt: skip
    return rows[names]


def _file_notes(request: Request) -> list[str]:
    wanted, count = asked(request), counted(request)
    total = count.several_count if wanted.is_several else count.person_count
    keys = "; ".join(f"{key}={value}" for key, value in _extra(request).items())
    return [*([keys] if keys else []), *part_words(request, "download.part", min(total, MOST_ROWS), total)]


TABLES = {"persons": _file, **person.TABLES}
NOTES = {"persons": _file_notes, **person.NOTES}
