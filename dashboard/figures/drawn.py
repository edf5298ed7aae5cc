"""What figures of many parts share: rows of a table in plain types, and a figure that is drawn as it is."""

from collections.abc import Sequence
from typing import Any, cast

import pandas as pd
import plotly.graph_objects as go

Row = dict[str, Any]


def table_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table by the names of its columns."""
    return cast(list[Row], frame.to_dict("records"))


class Drawing(dict[str, Any]):
    """A figure as a page sends it: its traces under `data`, and its `layout`, in plain types.

    Plotly's own figure checks each property and copies all of them twice on the way to the page: half of the time that
    a page takes besides its questions. `data` and `layout` as attributes are of one that was checked.
    """

    def checked(self) -> go.Figure:
        """The same as Plotly's figure. Raises ValueError on a property that it does not know."""
        return go.Figure(dict(self))

    @property
    def data(self) -> tuple[Any, ...]:
        """The traces, checked."""
        return tuple(self.checked().data)

    @property
    def layout(self) -> go.Layout:
        """The layout, checked."""
        return self.checked().layout


def drawn_figure(data: Sequence[Row], layout: Row) -> Drawing:
    """The figure of traces (`data`) and layout as they are."""
    return Drawing(data=list(data), layout=layout)
