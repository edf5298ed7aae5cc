"""AG Grid in the dashboard's dress: Quartz, rules only, the same tokens as all else."""

from typing import Any

import dash_ag_grid as dag

from dashboard.components.request import Request

# Custom properties of the page, so that light and dark need no second grid.
THEME = """themeQuartz.withParams({
  backgroundColor: 'transparent', foregroundColor: 'var(--ink)', headerTextColor: 'var(--muted)',
  headerBackgroundColor: 'transparent', borderColor: 'var(--line)', accentColor: 'var(--link)',
  rowHoverColor: 'var(--hover)', chromeBackgroundColor: 'var(--surface)', menuBackgroundColor: 'var(--surface)',
  inputBackgroundColor: 'var(--surface)', inputTextColor: 'var(--ink)', iconColor: 'var(--muted)',
  fontFamily: 'var(--font-interface)', headerFontFamily: 'var(--font-interface)', fontSize: 13, headerFontSize: 12,
  headerFontWeight: 600, wrapperBorder: false, wrapperBorderRadius: 0, columnBorder: false, headerColumnBorder: false,
  sidePanelBorder: false, rowBorder: {color: 'var(--line)'}, cellHorizontalPadding: 8, rowHeight: 40,
  headerHeight: 40, spacing: 6, oddRowBackgroundColor: 'transparent',
  headerColumnResizeHandleColor: 'var(--line-strong)'
})""".replace("\n", " ")
# Texts of the grid's own menus, from the keys `grid.<name>`.
WORDS = (
    "contains", "notContains", "equals", "notEqual", "startsWith", "endsWith", "blank", "notBlank", "filterOoo",
    "lessThan", "greaterThan", "lessThanOrEqual", "greaterThanOrEqual", "inRange", "inRangeStart", "inRangeEnd",
    "andCondition", "orCondition", "noRowsToShow", "noMatchingRows", "page", "to", "of", "nextPage",
    "lastPage", "firstPage", "previousPage", "pageSizeSelectorLabel", "ariaFilterColumn", "before", "after",
    "ariaFilterInput", "ariaSortableColumn", "ariaFilterValue", "ariaFilteringOperator",
    "ariaPageSizeSelectorLabel", "loadingOoo", "dateFormatOoo",
)  # fmt: skip


def grid(
    request: Request,
    name: str,
    columns: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    label: str,
    page_size: int = 8,
) -> dag.AgGrid:
    """A table to search, sort and filter. Rows may carry `href`, used by the cells of `link_column`."""
    return dag.AgGrid(
        id=f"{name}-grid",
        columnDefs=columns,
        rowData=rows,
        defaultColDef={
            "sortable": True,
            "filter": True,
            "resizable": True,
            "minWidth": 80,
            "flex": 1,
            "suppressHeaderMenuButton": False,
        },
        dashGridOptions={
            "theme": {"function": THEME},
            "domLayout": "autoHeight",
            "pagination": True,
            "paginationPageSize": page_size,
            "paginationPageSizeSelector": False,
            "suppressCellFocus": False,
            "ensureDomOrder": True,
            "enableCellTextSelection": True,
            "animateRows": False,
            "localeText": {word: request.t(f"grid.{word}") for word in WORDS},
        },
        dangerously_allow_code=False,
        className="grid",
        style={"height": None, "width": "100%"},
    )


def link_column(field: str, header: str, **options: Any) -> dict[str, Any]:
    """A column whose cells open the row's `href` within the dashboard."""
    return {
        "field": field,
        "headerName": header,
        "cellRenderer": "InternalLink",
        "filter": "agTextColumnFilter",
        **options,
    }


def text_column(field: str, header: str, **options: Any) -> dict[str, Any]:
    """A column of words."""
    return {"field": field, "headerName": header, "filter": "agTextColumnFilter", **options}


def number_column(field: str, header: str, **options: Any) -> dict[str, Any]:
    """A column of counts, to the right."""
    return {
        "field": field,
        "headerName": header,
        "filter": "agNumberColumnFilter",
        "type": "rightAligned",
        "valueFormatter": {"function": "formatCount(params)"},
        **options,
    }


def date_column(field: str, header: str, **options: Any) -> dict[str, Any]:
    """A column of days: ISO 8601 in the rows, so that it sorts, `<field>_words` on the screen."""
    return {
        "field": field,
        "headerName": header,
        "filter": "agTextColumnFilter",
        "valueFormatter": {"function": f"params.data ? params.data.{field}_words : ''"},
        **options,
    }
