"""What whoever runs the dashboard sets: by options of the command and by the environment (docs/dashboard.md).

Secrets come by the environment or from a file that it names, never by an option: options stand in every process list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Parts of a path, small and plain enough to stand in every address.
PREFIX = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._~-]*)+")
SHORTEST_KEY = 16  # characters: what nobody tries out


class BadSettings(ValueError):
    """A setting cannot be used; the message names it and says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one application.

    `prefix` is the path that it stands under, "" for none, else "/netralitas". `user` and `password` are asked of
    every reader where set; `review_key` opens the review page. `proxy` is the address of the proxy in front, whose
    word on the reader's address and on https is believed; "*" believes every one.
    """

    prefix: str = ""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    review_key: str | None = field(default=None, repr=False)
    proxy: str | None = None

    @property
    def has_login(self) -> bool:
        """Whether readers must sign in."""
        return self.user is not None


def read_settings(environ: Mapping[str, str], prefix: str = "", proxy: str | None = None) -> Settings:
    """The settings of options and environment; an empty variable is none. Raises BadSettings."""
    user = environ.get("NETRALITAS_USER") or None
    password = _secret(environ, "NETRALITAS_PASSWORD")
    if (user is None) != (password is None):
        missing = "NETRALITAS_USER" if user is None else "NETRALITAS_PASSWORD (or NETRALITAS_PASSWORD_FILE)"
        raise BadSettings(f"readers sign in with a name and a password: {missing} is not set")
    if user is not None and ":" in user:
        raise BadSettings("NETRALITAS_USER must not hold a colon: browsers send name and password with one between")
    key = _secret(environ, "NETRALITAS_REVIEW_KEY")
    if key is not None and len(key) < SHORTEST_KEY:
        raise BadSettings(
            f"NETRALITAS_REVIEW_KEY is shorter than {SHORTEST_KEY} characters: "
            "make one with `python -c 'import secrets; print(secrets.token_urlsafe(24))'`"
        )
    return Settings(parse_prefix(prefix), user, password, key, proxy)


def parse_prefix(text: str) -> str:
    """A path such as "/netralitas/" without its last slash; "" for "/" and for nothing. Raises BadSettings."""
    prefix = text.rstrip("/")
    if prefix and not PREFIX.fullmatch(prefix):
        raise BadSettings(f"{text!r} is no path to stand under: write one such as /netralitas/")
    return prefix


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    """The value of a variable, or the first line of the file that `<name>_FILE` names."""
    value, path = environ.get(name), environ.get(f"{name}_FILE")
    if value and path:
        raise BadSettings(f"{name} and {name}_FILE are both set: keep one")
    if not path:
        return value or None
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{name}_FILE: {path} cannot be read ({error})") from error
    if not lines or not lines[0].strip():
        raise BadSettings(f"{name}_FILE: the first line of {path} is empty: write the secret there")
    return lines[0].strip()
