"""Values of DuckDB as JSON can hold them."""

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any


def plain_value(value: Any) -> Any:
    """The value in JSON's terms: days as ISO 8601, no NaN, anything strange as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain_value(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)
