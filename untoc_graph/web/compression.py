"""Pages in fewer bytes for browsers that ask for gzip (RFC 9110, 12.5.3); results of queries go as they are.

The results of SPARQL are streamed, are small or are asked for by programs that do not decompress.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from untoc_graph.web.call import Headers

__all__ = ["compressed", "takes_gzip"]

_TYPES: Final = (
    b"text/html",
    b"text/css",
    b"text/javascript",
    b"image/svg+xml",
    b"application/json",
    b"application/xml",
    b"text/xml",
)
_AS_THEY_ARE: Final = ("/sparql", "/graph", "/download/")
# Less does not pay.
_LEAST: Final = 1_400
_MOST: Final = 4 << 20
_LEVEL: Final = 6
_GZIP: Final = 16 + zlib.MAX_WBITS


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Tell whether a client that sent this header takes gzip.

    >>> takes_gzip("br, gzip;q=0.8"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    for coding in accepted.split(",")[:20]:
        name, _, quality = coding.partition(";")
        if name.strip().casefold() in {"gzip", "*"}:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def compressed(path: str, accepted: str, fields: Headers, body: bytes) -> tuple[Headers, bytes]:
    """Return headers and body of a whole reply as this client takes them.

    Args:
        path: that was asked for.
        accepted: its Accept-Encoding, or "".
        fields: the headers as ASGI has them.
        body: as it was made.
    """
    named = dict(fields)
    kind = named.get(b"content-type", b"").partition(b";")[0]
    if kind not in _TYPES or path.startswith(_AS_THEY_ARE) or b"content-encoding" in named:
        return fields, body
    changed = {b"vary": b", ".join(filter(None, (named.get(b"vary"), b"Accept-Encoding")))}
    if _LEAST <= len(body) <= _MOST and takes_gzip(accepted):
        body = _gzip(body)
        changed |= {b"content-encoding": b"gzip", b"content-length": b"%d" % len(body)}
        tag = named.get(b"etag", b"")
        if tag and not tag.startswith(b"W/"):
            # The same for the reader, not the same bytes (RFC 9110, 8.8.1).
            changed[b"etag"] = b"W/" + tag
    return [*((name, value) for name, value in fields if name not in changed), *changed.items()], body


@lru_cache(maxsize=128)
def _gzip(body: bytes) -> bytes:
    writer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return writer.compress(body) + writer.flush()
