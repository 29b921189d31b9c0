"""`/static/…`: files whose address holds their checksum, so that a browser asks for each only once."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import abort, request
from werkzeug.security import safe_join

if TYPE_CHECKING:
    from flask import Flask, Response

__all__ = ["asset", "register"]

STATIC: Final = Path(__file__).parent / "static"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Give the templates `asset`, and let browsers keep what they got by such an address."""
    app.jinja_env.globals["asset"] = asset
    app.before_request(_refuse_missing)
    app.after_request(_kept)


def asset(name: str) -> str:
    """Return the address of a static file, which changes when the file does.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return f"/static/{name}?v={_digest(name)}"


@lru_cache(maxsize=256)
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _refuse_missing() -> None:
    """Return when there is the file that is asked for, by whichever method; raises NotFound."""
    # Flask itself looks for the file only where it sends it, and answers OPTIONS of anything.
    if request.endpoint == "static":
        place = safe_join(str(STATIC), (request.view_args or {}).get("filename", ""))
        # That of `os`, to which a name that no file can have is no file; to `Path` a long one is an error.
        if place is None or not isfile(place):  # noqa: PTH113
            abort(404)


def _kept(sent: Response) -> Response:
    if request.endpoint != "static" or sent.status_code not in {200, 304}:
        return sent
    name = (request.view_args or {}).get("filename", "")
    if request.args.get("v") == _digest(name):
        sent.headers["Cache-Control"] = _FOR_EVER
    return sent
