"""What figures of many parts share: rows of a table in plain types, and a figure made without checking each part."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

Row = dict[str, Any]


def table_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def drawn_figure(data: Sequence[Row], layout: Row) -> go.Figure:
    """The figure of traces (`data`) and layout as they are; checking each property would take most of a page's time.

    Tests check them (`go.Figure` raises ValueError on a property that it does not know).
    """
    return go.Figure({"data": list(data), "layout": layout}, _validate=False)
