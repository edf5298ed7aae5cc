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


def texts_of(part, lang: str | None = None, marked: str | None = None) -> str:
    """The text of a part of a page in one line; with `lang`, only what is marked as being in it."""
    if part is None or isinstance(part, int | float):
        return "" if part is None or lang not in (None, marked) else str(part)
    if isinstance(part, str):
        return part if lang in (None, marked) else ""
    if isinstance(part, list | tuple):
        return "".join(texts_of(child, lang, marked) for child in part)
    own = getattr(part, "lang", None) or marked
    return texts_of(getattr(part, "children", None), lang, own)


def parts_of(part, name: str) -> list:
    """All components of a class name within a part of a page."""
    if isinstance(part, list | tuple):
        return [found for child in part for found in parts_of(child, name)]
    here = [part] if name in str(getattr(part, "className", "")).split() else []
    return here + (parts_of(part.children, name) if getattr(part, "children", None) is not None else [])
