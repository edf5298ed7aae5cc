"""Headers that keep the browser from running or sending what is not ours."""

from dash import Dash
from flask import Response

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


def add_security_headers(app: Dash) -> None:
    """Set the headers on every answer. Call it when all callbacks are bound: they may add inline scripts."""
    policy = POLICY.format(hashes=" ".join(f"'{found.strip(chr(39))}'" for found in app.csp_hashes()))

    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    app.server.after_request(secure)
