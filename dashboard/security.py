"""Headers that keep the browser from running or sending what is not ours; a name and a password where they are set."""

import hashlib
import hmac

from dash import Dash
from flask import Flask, Response, request

from dashboard.settings import Settings

# Scripts come from this host alone; Dash's one inline script is named by its hash. Styles are set by Mantine, Plotly
# and AG Grid at run time, so inline styles must be allowed. Pictures are made in the browser (blob:, data:).
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Whatever watches the service has no password; it learns that it runs, of when the data is, and how much.
OPEN = ("/health",)


def add_security_headers(app: Dash) -> None:
    """Set the headers on every answer. Call it when all callbacks are bound: they may add inline scripts."""
    policy = POLICY.format(hashes=" ".join(f"'{found.strip(chr(39))}'" for found in app.csp_hashes()))

    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    app.server.after_request(secure)


def add_login(server: Flask, settings: Settings) -> None:
    """Ask every reader for the name and the password, where they are set (RFC 7617)."""
    if not settings.has_login:
        return
    user, password = str(settings.user), str(settings.password)

    def ask() -> Response | None:
        if request.path in OPEN:
            return None
        given = request.authorization
        if given is not None and given.type == "basic":
            # Both are compared, always and whole: the time taken tells nothing.
            is_user = is_same(given.username or "", user)
            if is_same(given.password or "", password) and is_user:
                return None
        challenge = {"WWW-Authenticate": 'Basic realm="netralitas", charset="UTF-8"'}
        return Response("netralitas: name and password, please\n", 401, challenge, mimetype="text/plain")

    server.before_request(ask)


def is_same(given: str, wanted: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    digests = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in (given, wanted))
    return hmac.compare_digest(*digests)
