"""What a browser sends when a callback is asked."""

from collections.abc import Mapping
from typing import Any

ADDRESS = "/_dash-update-component"


def question(callback: Mapping[str, Any], values: Mapping[str, Any], changed: str) -> dict[str, Any]:
    """The body of a question to one of the callbacks of `/_dash-dependencies`, with values by "id.property"."""
    outputs = callback["output"].strip(".").split("...")

    def filled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "value": values.get(f"{row['id']}.{row['property']}")} for row in rows]

    return {
        "output": callback["output"],
        "outputs": [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in outputs],
        "inputs": filled(callback["inputs"]),
        "changedPropIds": [changed],
        "state": filled(callback["state"]),
    }
