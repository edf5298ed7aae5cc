"""What reviewers send: the key, decisions, the last one taken back, good-bye. Each answers with what to tell them.

Only pages of this host can act: the cookie is not sent along from another site, the body is JSON, which no form of
another site can send, and each act carries the token of its sitting.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from flask import Flask, Response, abort, jsonify, request, session

from dashboard.address import DEFAULT_LANGUAGE, LANGUAGES
from dashboard.i18n import t
from dashboard.review_desk import (
    LONGEST_NAME,
    LONGEST_WHY,
    Desk,
    find_desk,
    forget_last,
    open_sitting,
    remember,
    set_desk,
    sitting,
)
from dashboard.review_entries import CannotDecide, as_corrections, decision_of
from dashboard.review_values import WrongValue, parse_value, value_text
from dashboard.security import is_same
from dashboard.settings import Settings
from warehouse import page_review
from warehouse.connection import WarehouseUnavailable
from warehouse.correction_writing import IdTaken, append_corrections, remove_corrections
from warehouse.corrections import BadCorrections
from warehouse.page_review import ReviewItem
from warehouse.page_review_kinds import REVIEWED, SPEAKER
from warehouse.queries import Warehouse

log = logging.getLogger(__name__)
ACTS = ("accept", "correct", "drop")
Answer = tuple[Response, int]


def add_review(server: Flask, data_dir: Path, warehouse: Warehouse, settings: Settings) -> None:
    """Bind the addresses that reviewers send to."""
    set_desk(server, data_dir, warehouse, settings)
    acts: dict[str, Callable[[Desk, dict[str, str]], Answer]] = {
        "open": _open,
        "decide": _decide,
        "undo": _undo,
        "close": _close,
    }

    @server.post("/review/<name>")
    def act(name: str) -> Answer:
        desk = find_desk()
        if desk is None or name not in acts:
            abort(404)
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            abort(400)
        given = {str(key): value for key, value in body.items() if isinstance(value, str)}
        if name != "open":
            held = sitting()
            if held is None:
                return _told(given, "expired", 403)
            if not is_same(request.headers.get("X-Review-Token", ""), held["token"]):
                return _told(given, "expired", 403)
        try:
            return acts[name](desk, given)
        except BadCorrections as error:
            log.error("review: %s", error)
            return _told(given, "broken", 409)
        except (WarehouseUnavailable, duckdb.Error, OSError) as error:
            log.error("review: cannot %s", name, exc_info=error)
            return _told(given, "failed", 503)


def _open(desk: Desk, given: dict[str, str]) -> Answer:
    name = " ".join(given.get("name", "").split())
    if not desk.tries.may_try():
        return _told(given, "wait", 429)
    if not is_same(given.get("key", ""), str(desk.key)):
        desk.tries.count_wrong()
        return _told(given, "wrong_key", 403)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return _told(given, "name_missing", 422)
    desk.tries.forget()
    open_sitting(name)
    return _told(given, "opened")


def _decide(desk: Desk, given: dict[str, str]) -> Answer:
    """Write one decision. The item must still be the one that was shown (`decision`), and not be decided."""
    act, why = given.get("act"), " ".join(given.get("why", "").split())
    kind = given.get("kind", "")
    if act not in ACTS or kind not in REVIEWED:
        abort(400)
    if act == "accept":
        why = why or t(_lang(given), "review.why_accept")
    if not why or len(why) > LONGEST_WHY:
        return _told(given, "why_missing", 422)
    con = desk.warehouse.cursor()
    try:
        item = desk.item(con, kind, given.get("article", ""), given.get("item", ""))
        if item is None or item.decision_id != given.get("decision"):
            return _told(given, "changed", 409)
        held, new = _values(desk, con, item, given if act == "correct" else {})
        beside = page_review.items_beside(con, item)
        entries = as_corrections(item, act, new, beside, session["name"], desk.today(), why, held)
        append_corrections(desk.path, entries)
    except WrongValue as error:
        return _wrong(given, kind, error)
    except CannotDecide as error:
        return _told(given, str(error), 422)
    except IdTaken:
        return _told(given, "taken", 409)
    finally:
        con.close()
    remember(item.decision_id)
    return _told(given, "decided")


def _values(
    desk: Desk, con: duckdb.DuckDBPyConnection, item: ReviewItem, given: dict[str, str]
) -> tuple[dict[str, str | int | None], dict[str, str | int]]:
    """What the item holds when its entries are applied, and the fields that the reviewer set otherwise.

    Raises WrongValue.
    """
    kind, hidden = REVIEWED[item.kind], item.hidden
    choices = desk.choices(con, item)
    held, new = dict(item.values), {}
    for field in kind.fields:
        shown = value_text(field, item.values[field.name], choices.areas)
        typed = given.get(field.name)
        if typed is not None and " ".join(typed.split()) != shown:
            if field.name in hidden:
                raise WrongValue(field.name, "covered", "")
            new[field.name] = parse_value(kind, field, typed, choices)
    for field in (field for field in kind.fields if field.takes == SPEAKER and field.name not in hidden):
        speech = desk.speech(con, item.article_id)
        for values in (held, new):
            if values.get(field.name):
                values[field.name] = speech.to_be(str(values[field.name])) or ""
    return held, new


def _undo(desk: Desk, given: dict[str, str]) -> Answer:
    """Take the last decision of the sitting out of the file; `decision` says which one was meant."""
    held = sitting() or {}
    ids = held.get("ids", [])
    if not ids or ids[-1] != given.get("decision"):
        return _told(given, "nothing_to_undo", 409)
    there = [entry.id for entry in desk.decisions() if decision_of(entry.id) == ids[-1]]
    if there:
        remove_corrections(desk.path, there)
    forget_last()
    return _told(given, "undone" if there else "gone", 200)


def _close(desk: Desk, given: dict[str, str]) -> Answer:
    session.clear()
    return _told(given, "closed")


def _told(given: dict[str, str], key: str, status: int = 200) -> Answer:
    """The answer, in words of the page's language."""
    return jsonify(words=t(_lang(given), f"review.said.{key}")), status


def _wrong(given: dict[str, str], kind: str, error: WrongValue) -> Answer:
    """The answer to a value that its field does not take; `field` is where to go."""
    lang = _lang(given)
    label = t(lang, f"review.field.{kind}_{error.field_name}")
    words = t(lang, f"review.wrong.{error.reason}", value=error.value)
    return jsonify(words=f"{label}: {words}", field=error.field_name), 422


def _lang(given: dict[str, Any]) -> str:
    lang = given.get("lang", DEFAULT_LANGUAGE)
    return lang if lang in LANGUAGES else DEFAULT_LANGUAGE
