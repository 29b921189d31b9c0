"""Where pages link to: documents on this host, and other hosts only by addresses that are safe."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from flask import has_request_context

from untoc_graph.namespaces import BASE
from untoc_graph.web.language import chosen_language

__all__ = ["here", "local", "outside"]

_SAFE: Final = frozenset({"http", "https", "mailto", "urn"})


def here(iri: str) -> str:
    """Return the address on this host of the page that tells of a thing of ours, in the page's language.

    >>> here("https://w3id.org/untoc/participant/ITA"), here("https://w3id.org/untoc/ontology#Consent")
    ('/participant/ITA.html', '/ontology.html#Consent')
    >>> here("https://w3id.org/untoc/query/party-counts")
    '/queries/party-counts'
    >>> here("https://w3id.org/untoc/queries#asker-L")
    '/queries/'
    >>> here("https://w3id.org/untoc/problem/not-found")
    '/problem/not-found'
    >>> here("https://w3id.org/untoc/graph/dataset#period")
    '/graph/dataset.html'
    """
    return _here(iri, _language())


@lru_cache(maxsize=8192)
def _here(iri: str, language: str) -> str:
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    # A thing may be named by anyone: its key must not lead to another place.
    path = quote(path, safe="/.-_~")
    if path.startswith("query/"):
        return _local(f"/queries/{path.removeprefix('query/')}", language)
    if path.startswith("problem/"):
        return _local(f"/{path}", language)
    if path == "queries":
        return _local("/queries/", language)
    address = _local(f"/{path}.html" if path and not path.endswith("/") else f"/{path}", language)
    # The page of a named graph shows none of what it holds.
    return f"{address}#{quote(fragment)}" if fragment and not path.startswith("graph/") else address


def local(address: str) -> str:
    """Return an address on this host with the language that the reader chose.

    >>> local("/map?on=2010-01-01")
    '/map?on=2010-01-01'
    """
    return _local(address, _language())


def _language() -> str:
    return chosen_language() if has_request_context() else ""


def _local(address: str, language: str) -> str:
    if not language:
        return address
    path, hash_, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={language}{hash_}{fragment}"


def outside(address: str) -> bool:
    """Tell whether an IRI of the data may be a link; "javascript:" and "data:" may not.

    >>> outside("http://www.wikidata.org/entity/Q38"), outside("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _SAFE and (bool(parts.netloc) or parts.scheme in {"mailto", "urn"})
