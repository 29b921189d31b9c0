"""The headers that every response carries: what a browser may do with it. `web.front` adds them."""

from __future__ import annotations

from typing import Final

__all__ = ["HEADERS"]

# No script anywhere; a document that is opened by itself may load nothing.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
