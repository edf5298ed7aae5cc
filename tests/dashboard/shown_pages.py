"""Pages as they are sent to the browser."""

import json

from plotly.utils import PlotlyJSONEncoder


def words_of(page) -> str:
    return json.dumps(page.to_plotly_json(), cls=PlotlyJSONEncoder)


def figures_of(page) -> list[dict]:
    """The figures on a page as they are sent."""
    found, open_ = [], [json.loads(words_of(page))]
    while open_:
        value = open_.pop()
        if isinstance(value, dict) and {"data", "layout"} <= value.keys():
            found.append(value)
        open_ += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return found
