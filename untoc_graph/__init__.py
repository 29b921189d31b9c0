"""UNTOC Graph: the Palermo Convention and its Protocols as linked data that can be asked."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from untoc_graph.api import Graph
    from untoc_graph.client import Client

__all__ = ["Client", "Graph", "__version__"]

__version__ = "0.1.0"

# Imported when first named: `untoc --help` and a worker need neither the store nor an HTTP client.
_HOMES = {"Graph": "untoc_graph.api", "Client": "untoc_graph.client"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
