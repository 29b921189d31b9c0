"""What need not be evaluated or sent again: entity tags, conditional requests, kept replies."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from cachetools import LRUCache

from untoc_graph.store.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from untoc_graph.sparql.reply import Reply, Request

__all__ = [
    "PAGE_WORTH",
    "REVALIDATE",
    "ReplyCache",
    "conditional",
    "entity_tag",
    "not_modified",
    "reorders",
    "repeatable",
]

# May be kept, but must be asked for again: the next release has the same addresses.
REVALIDATE: Final = "public, no-cache"
# To write a page takes so many times as long as to answer a query with as many bytes, or more.
PAGE_WORTH: Final = 4
# Functions whose value is another each time, a call to another endpoint, and escapes that could hide either.
# A comment between a name and its bracket is doubt enough: to look past it would cost a stranger's text
# time that grows with the square of its length.
_CHANGING: Final = re.compile(r"(?:now|rand|uuid|bnode)\s*+[(#]|service|\\u", re.IGNORECASE)
_CHANGING_WORDS: Final = ("now", "rand", "uuid", "bnode", "service", "\\u")
_LONELY: Final = frozenset({'"', "'"})
# What a kept reply takes beside its bytes and those of its question.
_OVERHEAD: Final = 1_500
# A longer question is known by its digest: it would take the room of many replies.
_LONGEST_KEY: Final = 500
# What is answered alike to readers of all languages.
_ONE_LANGUAGE: Final = ("/sparql", "/graph")
_Key: TypeAlias = tuple[str | bytes, ...] | bytes


def repeatable(text: str) -> bool:
    """Tell whether a query has the same answer each time that it is asked of the same release; doubt says no.

    >>> repeatable("SELECT ?s { ?s a ?class }"), repeatable("SELECT (NOW() AS ?now) {}")
    (True, False)
    """
    folded = text.casefold()
    # Most texts have none of the words, and to look for each is far quicker than for all at once.
    if any(word in folded for word in _CHANGING_WORDS) and _CHANGING.search(text):
        return False
    return not ("construct" in folded and _makes_blank_nodes(text))


def _makes_blank_nodes(text: str) -> bool:
    """Tell whether a CONSTRUCT has blank nodes in its template, which get new labels each time."""
    in_template = opened = False
    for token in tokens(text):
        if token.text in _LONELY:
            # A string without an end: no query, and to look for the end at each would take too long.
            return True
        if "construct" in token.text.casefold() and token.kind in {"word", "name"}:
            in_template, opened = True, False
        elif in_template:
            if token.text in {"[", "("} or token.text.startswith("_:"):
                return True
            in_template = not (opened and token.text == "}")
            opened = opened or token.text == "{"
    return False


def reorders(text: str) -> bool:
    """Tell whether rows may come in another order each time, unless the text says which; doubt says yes.

    The engine puts the branches of UNION in an order that depends on names which it makes up anew for
    aggregates and blank nodes.

    >>> reorders("SELECT ?s { { ?s a ?class } UNION { [] a ?s } }")
    True
    """
    return "union" in text.casefold()


def entity_tag(parts: Iterable[str | None], *, weak: bool = False) -> str:
    """Return an entity tag for the reply that these parts determine.

    Args:
        parts: all on which the reply depends.
        weak: whether they determine what it says and not its bytes (RFC 9110, 8.8.1).

    >>> entity_tag(["release", "ASK {}", "application/sparql-results+json"])
    '"b17aebf176dc03ca523c0ed8"'
    """
    return f'{"W/" if weak else ""}"{_digest(parts).hex()[:24]}"'


def _digest(parts: Iterable[str | bytes | None]) -> bytes:
    """Return what no two lists of parts have in common."""
    digest = hashlib.sha256()
    for part in parts:
        written = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"-" if written is None else b"%d:%b" % (len(written), written))
    return digest.digest()


def not_modified(request: Request, tag: str, modified: str) -> bool:
    """Tell whether the client has this representation already (RFC 9110, 13.1.2 and 13.1.3).

    A date counts only when it is the very date that we send: after a return to an earlier release, an
    earlier date is news.
    """
    if not request.reads:
        return False
    if request.if_none_match:
        held = [part.strip().removeprefix("W/") for part in request.if_none_match.split(",")]
        return tag.removeprefix("W/") in held
    return bool(modified) and request.if_modified_since == modified


class ReplyCache:
    """Finished replies of one release, the least recently used leaving first; for any number of threads."""

    def __init__(self, most_bytes: int, most_entry_bytes: int) -> None:
        """Keep nothing yet.

        Args:
            most_bytes: for all replies together, with what they answer.
            most_entry_bytes: for one.
        """
        self._entry = min(most_entry_bytes, most_bytes)
        self._lock = threading.Lock()
        self._kept: LRUCache[_Key, _Kept] = LRUCache(most_bytes, lambda kept: kept.size)
        self.hits = self.misses = 0

    def get(self, request: Request) -> Reply | None:
        """Return the reply to the same request (that of GET to a HEAD), or None."""
        with self._lock:
            kept = self._kept.get(_key(request))
            if kept is None:
                self.misses += 1
                return None
            self.hits += 1
            return kept.reply

    def put(self, request: Request, reply: Reply, *, worth: int = 1) -> None:
        """Keep a reply, if it is whole and small enough.

        Args:
            request: what it replies to.
            reply: what is kept.
            worth: how many times as large as others it may be, since it takes as much longer to make.
        """
        size = len(reply.body) + _LONGEST_KEY + _OVERHEAD
        if reply.rest is None and size <= min(worth * self._entry, self._kept.maxsize):
            with self._lock:
                self._kept[_key(request)] = _Kept(reply, size)

    @property
    def bytes(self) -> int:
        """Bytes that the kept replies take."""
        return int(self._kept.currsize)

    def __len__(self) -> int:
        return len(self._kept)


class _Kept(NamedTuple):
    reply: Reply
    size: int


def _key(request: Request) -> _Key:
    method = "GET" if request.method == "HEAD" else request.method
    key = (
        method,
        request.path,
        request.query_string,
        request.accept,
        "" if request.path.startswith(_ONE_LANGUAGE) else request.accept_language,
        request.content_type,
        request.content_encoding,
        request.body,
    )
    if sum(map(len, key)) <= _LONGEST_KEY:
        return key
    return _digest(key)


def conditional(request: Request, reply: Reply) -> Reply:
    """Return 304 instead of a reply that the client has already."""
    tag = reply.headers.get("ETag", "")
    if tag and not_modified(request, tag, reply.headers.get("Last-Modified", "")):
        headers = {name: value for name, value in reply.headers.items() if name != "Content-Disposition"}
        return replace(reply, status=304, content_type="", body=b"", headers=headers)
    return reply
