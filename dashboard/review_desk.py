"""Where reviewers work: who has the key, what they decided in this sitting, and what stands in the file already."""

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

from dashboard.memory import Memory
from dashboard.review_entries import Speech, decision_of
from dashboard.review_values import Choices
from dashboard.settings import Settings
from warehouse import page_review
from warehouse.corrections import Correction, Corrections, corrections_path, read_corrections
from warehouse.page_review import DECIDED, ReviewItem, ReviewKey
from warehouse.page_review_kinds import REVIEWED, SPEAKER
from warehouse.pseudonyms import KEY_NAME, BadKey, read_key
from warehouse.queries import Filters, Warehouse

DESK = "netralitas.review"
HOURS = 12
# Wrong keys in a row before all must wait, and how long, in seconds; counted in each process.
TRIES = 5
WAIT_SECONDS = 300.0
# Decisions of a sitting that the cookie remembers, the latest: what is older stays in the file.
REMEMBERED = 40
LONGEST_NAME = 80
LONGEST_WHY = 500


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
    _found: Memory[frozenset[ReviewKey]] = field(default_factory=lambda: Memory(4))
    _applied: Memory[frozenset[str]] = field(default_factory=lambda: Memory(1))
    _counted: Memory[dict[str, int]] = field(default_factory=lambda: Memory(32))
    _places: Memory[tuple[dict[str, str], list[str]]] = field(default_factory=lambda: Memory(1))

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

    def decided_items(self, con: duckdb.DuckDBPyConnection, decisions: list[Correction]) -> frozenset[ReviewKey]:
        """The items of this build that these decisions are about; found once for a file and a build.

        Those that this build applied are left aside: what they are about is no longer doubtful.
        """
        applied = self._applied.get(self.warehouse.file(), lambda: page_review.applied_ids(con))
        waiting = [entry for entry in decisions if entry.id not in applied]
        ids = frozenset(decision_of(entry.id) for entry in waiting)
        articles: dict[str, set[str]] = {}
        for entry in waiting:
            if entry.item is not None and entry.article is not None:
                articles.setdefault(entry.item, set()).add(entry.article)
        named = self.names_key()
        key = (self.warehouse.file(), ids, named)
        return self._found.get(key, lambda: page_review.decided_items(con, articles, ids, named))

    def item(self, con: duckdb.DuckDBPyConnection, kind: str, article_id: str, item_id: str) -> ReviewItem | None:
        """One item of this build, None where there is none of this id."""
        return page_review.review_item(con, kind, article_id, item_id, self.names_key())

    def names_key(self) -> bytes:
        """The secret of the directory's pseudonyms, under which names stand in ids; empty where it cannot be read."""
        try:
            return read_key(self.path.parent) if (self.path.parent / KEY_NAME).exists() else b""
        except (BadKey, OSError):
            return b""

    def unsure_counts(
        self, con: duckdb.DuckDBPyConnection, filters: Filters, below: float, decided: frozenset[ReviewKey]
    ) -> dict[str, int]:
        """How many items of each kind are left; counted once for a build, a selection and what is decided."""
        key = (self.warehouse.file(), filters, below, decided)
        return self._counted.get(key, lambda: page_review.unsure_counts(con, filters, below, decided))

    def choices(self, con: duckdb.DuckDBPyConnection, item: ReviewItem) -> Choices:
        """What can be chosen in the fields of an item: covered names are not."""
        areas, elections = self.places(con)
        takers = [field for field in REVIEWED[item.kind].fields if field.takes == SPEAKER]
        if not takers:
            return Choices(areas, elections)
        speech = self.speech(con, item.article_id)
        names = [name for name in speech.names if not takers[0].hides(name) and speech.to_be(name)]
        return Choices(areas, elections, list(dict.fromkeys(names)))

    def speech(self, con: duckdb.DuckDBPyConnection, article_id: str) -> Speech:
        """Who speaks in an article, and what waits for the next build there."""
        names, built = page_review.article_names(con, article_id)
        waiting = self.corrections().by_article.get(article_id, ())
        return Speech(tuple(names), tuple(entry for entry in waiting if entry.id not in built))

    def places(self, con: duckdb.DuckDBPyConnection) -> tuple[dict[str, str], list[str]]:
        """Areas by code, and elections; asked once of a build."""
        ask = lambda: (page_review.area_names(con), page_review.election_ids(con))  # noqa: E731
        return self._places.get(self.warehouse.file(), ask)


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
