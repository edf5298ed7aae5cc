"""Answers that several readers ask for: built once for a warehouse file, then given again as they were.

What a view shows depends on its address, on the reader's screen and on the warehouse file, and on nothing else. So two
readers of one view get the same answer, and those who want it while it is being built wait for it rather than build
it again. A new warehouse file makes new keys; what was kept for the old one is pushed out by and by.

Kept is only what a callback calls `keepable`: a whole view without an error, never what a reviewer sees.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dash import Dash
from flask import Response, g, has_request_context, make_response, request

from dashboard.memory import Memory
from dashboard.serving_assets import SMALLEST, accepted_way, pack_answer
from warehouse.connection import Warehouse

ENDPOINT = "/_dash-update-component"
# Bytes of packed answers in one process: about a thousand views of 5 to 30 kB.
MOST_BYTES = 24_000_000


class Kept(NamedTuple):
    """An answer ready to send, packed where `encoding` names a way."""

    body: bytes
    encoding: str | None


class ForOne(Exception):
    """The answer is for the one who asked: not kept."""

    def __init__(self, response: Response) -> None:
        super().__init__("not kept")
        self.response = response


def keepable() -> None:
    """Say, in a callback, that whoever asks for the same view gets the same answer. Does nothing outside a request."""
    if has_request_context():
        g.is_keepable = True


def keep_answers(app: Dash, warehouse: Warehouse, view_of: Callable[[Mapping[str, Any]], Any]) -> None:
    """Let callbacks be answered by what is kept. Call it once, when the application has its routes.

    `view_of` gives, of a callback's inputs and states by "id.property", all that its answer depends on, fit for JSON.
    """
    build = app.server.view_functions[ENDPOINT]
    answers: Memory[Kept] = Memory(MOST_BYTES, weigh=lambda kept: len(kept.body))

    def answer() -> Any:
        asked = _asked(request.get_json(silent=True), view_of)
        if asked is None:
            return build()
        way = accepted_way()
        try:
            kept = answers.get((warehouse.file(), way, asked), lambda: _build(build, way))
        except ForOne as told:
            return told.response
        response = Response(kept.body, mimetype="application/json")
        response.vary.add("Accept-Encoding")
        if kept.encoding is not None:
            response.headers["Content-Encoding"] = kept.encoding
        return response

    app.server.view_functions[ENDPOINT] = answer


def _asked(body: Any, view_of: Callable[[Mapping[str, Any]], Any]) -> bytes | None:
    """What is asked for, as a digest; None for no question of Dash's."""
    try:
        parts = (*body["inputs"], *body.get("state", ()))
        values = {f"{part['id']}.{part['property']}": part.get("value") for part in parts}
        words = json.dumps([body["output"], view_of(values)])
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _build(build: Callable[[], Any], way: str | None) -> Kept:
    """The answer packed as the reader takes it. Raises ForOne where nobody else may have it."""
    response = make_response(build())
    if response.status_code != 200 or not g.get("is_keepable", False):
        raise ForOne(response)
    body = response.get_data()
    if way is None or len(body) < SMALLEST:
        return Kept(body, None)
    return Kept(pack_answer(body, way), way)
