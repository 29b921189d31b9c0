"""The headers that every response carries: what a browser may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from flask import Flask, Response

__all__ = ["HEADERS", "register"]

# No script anywhere; a document that is opened by itself may load nothing.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def register(app: Flask) -> None:
    """Add the headers to every response of the application."""

    @app.after_request
    def add_headers(sent: Response) -> Response:
        for name, value in HEADERS.items():
            sent.headers[name] = value
        return sent
