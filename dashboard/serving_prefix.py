"""The path that the application stands under, `/netralitas/`, taken off before it and put before every address."""

from collections.abc import Callable, Iterable
from typing import Any

from dashboard.address import PREFIX

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Mounted:
    """The application under a prefix, whether a proxy in front takes the prefix off or hands it on."""

    def __init__(self, application: Application, prefix: str) -> None:
        self._application = application
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        path = environ.get("PATH_INFO", "")
        if path == self._prefix:
            query = environ.get("QUERY_STRING", "")
            target = f"{self._prefix}/?{query}" if query else f"{self._prefix}/"
            start_response("308 Permanent Redirect", [("Location", target), ("Content-Length", "0")])
            return [b""]
        if path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path[len(self._prefix) :]
        environ["SCRIPT_NAME"] = self._prefix
        token = PREFIX.set(self._prefix)
        try:
            return self._application(environ, start_response)
        finally:
            PREFIX.reset(token)
