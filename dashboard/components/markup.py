"""Small bridges to Dash and pandas that keep the types plain."""

from typing import Any, cast

import pandas as pd


def attributes(**values: str) -> dict[str, Any]:
    """Properties whose names have hyphens: `aria_label="x"` becomes `{"aria-label": "x"}`."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries, in order."""
    return cast(list[dict[str, Any]], frame.to_dict("records"))
