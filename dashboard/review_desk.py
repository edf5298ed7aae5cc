"""Where reviewers work: who has the key, what they decided in this sitting, and how a decision becomes a correction."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from flask import Flask, current_app, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface

from dashboard.components.links import is_covered
from dashboard.memory import Memory
from dashboard.settings import Settings
from warehouse.corrections import Correction, Corrections, corrections_path, read_corrections
from warehouse.page_review import DECIDED, ReviewItem, decided_items
from warehouse.queries import Warehouse

DESK = "netralitas.review"
HOURS = 12
# Wrong keys in a row before all must wait, and how long, in seconds; counted in each process.
TRIES = 5
WAIT_SECONDS = 300.0
# Decisions of a sitting that the cookie remembers, the latest: what is older stays in the file.
REMEMBERED = 40
LONGEST_NAME = 80
LONGEST_WHY = 500


class CannotDecide(ValueError):
    """A decision does not become corrections; the message is the key of the text that says why."""


class ReviewCookie(SecureCookieSessionInterface):
    """The signed cookie of a sitting; over https it is sent over https alone."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over https, by the word of the proxy where one is trusted."""
        return request.is_secure


@dataclass
class Tries:
    """Wrong keys of late. Safe to share among threads."""

    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _wrong: list[float] = field(default_factory=list)

    def may_try(self) -> bool:
        """Whether another key may be tried now."""
        with self._lock:
            self._wrong = [at for at in self._wrong if self.clock() - at < WAIT_SECONDS]
            return len(self._wrong) < TRIES

    def count_wrong(self) -> None:
        """Remember a wrong one."""
        with self._lock:
            self._wrong.append(self.clock())

    def forget(self) -> None:
        """The right key was given."""
        with self._lock:
            self._wrong.clear()


@dataclass
class Desk:
    """What the review page and its acts share in one application. `key` None: reviewing is off."""

    path: Path
    warehouse: Warehouse
    key: str | None
    today: Callable[[], date] = date.today
    tries: Tries = field(default_factory=Tries)
    _read: Memory[Corrections] = field(default_factory=lambda: Memory(1))
    _found: Memory[set[str]] = field(default_factory=lambda: Memory(4))

    def corrections(self) -> Corrections:
        """The corrections file as it is now. Raises BadCorrections."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return Corrections()
        return self._read.get((found.st_ino, found.st_mtime_ns, found.st_size), lambda: read_corrections(self.path))

    def decisions(self) -> list[Correction]:
        """The decisions of all reviewers in the file, in its order. Raises BadCorrections."""
        return [entry for entry in self.corrections().entries if entry.id.startswith(DECIDED)]

    def decided_items(self, con: duckdb.DuckDBPyConnection, decisions: list[Correction]) -> set[str]:
        """The ids in this build of the items that these decisions are about; found once for a file and a build."""
        ids = frozenset(entry.id for entry in decisions)
        articles = {entry.article for entry in decisions if entry.article is not None}
        return self._found.get((self.warehouse.file(), ids), lambda: decided_items(con, articles, ids))


def set_desk(server: Flask, data_dir: Path, warehouse: Warehouse, settings: Settings) -> Desk:
    """Give the application its desk, and the cookie its name, signature and bounds."""
    desk = Desk(corrections_path(data_dir), warehouse, settings.review_key)
    server.extensions[DESK] = desk
    if settings.review_key is not None:
        # All processes of one key sign alike; another key ends all sittings.
        server.secret_key = hmac.digest(settings.review_key.encode(), b"netralitas review cookie", hashlib.sha256)
        server.session_interface = ReviewCookie()
        server.config.update(
            SESSION_COOKIE_NAME="netralitas_review",
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Strict",
            SESSION_COOKIE_PATH=f"{settings.prefix}/",
            PERMANENT_SESSION_LIFETIME=HOURS * 3600,
            SESSION_REFRESH_EACH_REQUEST=False,
        )
    return desk


def find_desk() -> Desk | None:
    """The desk of the application that answers, None outside a request or where reviewing is off."""
    if not has_request_context():
        return None
    desk: Desk | None = current_app.extensions.get(DESK)
    return desk if desk is not None and desk.key is not None else None


def open_sitting(name: str) -> None:
    """Begin a sitting for whoever gave the key."""
    session.clear()
    session.permanent = True
    session["name"] = name
    session["token"] = secrets.token_urlsafe(18)
    session["ids"] = []


def sitting() -> dict[str, Any] | None:
    """Name, token and the ids decided of this sitting, None where the reader has given no key."""
    return dict(session) if session.get("name") and session.get("token") else None


def remember(decided: str) -> None:
    """Add a decision to those of the sitting."""
    session["ids"] = [*session.get("ids", []), decided][-REMEMBERED:]


def forget_last() -> None:
    """Take the last decision off those of the sitting."""
    session["ids"] = session.get("ids", [])[:-1]


def as_corrections(
    item: ReviewItem,
    act: str,
    new: tuple[str, str],
    beside: set[tuple[str, str, str | None]],
    by: str,
    made_on: date,
    why: str,
) -> list[Correction]:
    """What a decision writes: one entry, or two where type and status both change.

    `act` is accept, correct or drop; `new` type and status after a correction; `beside` what else stands in the
    article: on the way from one value to two others the item must not become one of those. Words and actors that are
    covered are not written: then its offsets in this version of the article name it.
    """
    is_plain = not is_covered(item.words)
    place: dict[str, Any] = {"at": (item.start_char, item.end_char)}
    place |= {"words": item.words} if is_plain else {"version": item.version}
    held = {"type": item.type, "status": item.status}
    if item.kind == "measure" and not is_covered(item.actor):
        held["actor"] = item.actor or ""

    def entry(id_: str, kind: str, left: dict[str, str], **more: Any) -> Correction:
        return Correction(
            id_, kind, by, made_on, why,
            article=item.article_id, item=item.kind, where=tuple(left.items()), **place, **more,
        )  # fmt: skip

    if act in ("accept", "drop"):
        return [entry(item.decision_id, "confirm" if act == "accept" else "drop", held)]
    changes = {name: value for name, value in zip(("type", "status"), new, strict=True) if value != held[name]}
    if not changes:
        raise CannotDecide("same")
    order = list(changes)
    if len(order) == 2 and (new[0], item.status, item.actor) in beside:
        order.reverse()
        if (item.type, new[1], item.actor) in beside:
            raise CannotDecide("crossed")
    made = []
    for number, name in enumerate(order):
        left = {key: value for key, value in held.items() if key != name}
        id_ = item.decision_id if number == 0 else f"{item.decision_id}-2"
        made.append(entry(id_, "fix", left, field=name, old=held[name], new=changes[name]))
        held[name] = changes[name]
    return made
