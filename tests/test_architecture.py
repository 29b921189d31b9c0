"""The rooms and which way imports go: an arrow that points the wrong way fails here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "untoc_graph"

GROUND = {"errors", "namespaces", "settings", "rdf", "untoc_graph"}

# What each room may import of ours, besides itself. A file at the top of the package is a room of its own.
MAY_IMPORT = {
    "untoc_graph": {"api", "client"},
    "errors": set[str](),
    "namespaces": {"errors"},
    "settings": {"errors"},
    "rdf": {"errors", "namespaces"},
    "graph": GROUND,
    "store": GROUND,
    "sparql": GROUND | {"store"},
    "answers": GROUND | {"sparql"},
    "linked": GROUND | {"store", "sparql"},
    "search": GROUND | {"sparql"},
    "views": GROUND | {"sparql", "answers", "search"},
    "drawing": GROUND,
    "client": GROUND | {"store", "sparql", "answers"},
    "api": GROUND | {"store", "sparql", "answers", "client"},
    "web": GROUND | {"store", "sparql", "answers", "linked", "search", "views", "drawing"},
    "cli": GROUND | {"graph", "store", "sparql", "answers", "linked", "search", "web", "api", "client"},
}

# Libraries that are the business of one room.
ONLY_IN = {
    "flask": {"web"},
    "granian": {"cli"},
    "limits": {"web"},
    "prometheus_client": {"web"},
    "cachetools": {"sparql", "views"},
    "flask_babel": {"web"},
    "babel": {"web"},
    "rapidfuzz": {"search"},
    "click": {"cli"},
    "rich": {"cli"},
    "pyshacl": {"graph"},
    "pyoxigraph": {"rdf", "store"},
    "SPARQLWrapper": {"client"},
    "pandas": {"sparql", "api", "client"},
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_sources" not in path.parts)


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    if len(inside.parts) > 1:
        return inside.parts[0]
    return "untoc_graph" if inside.stem == "__init__" else inside.stem


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports name the whole path"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_the_way_of_the_rooms(path: Path) -> None:
    here = room(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "untoc_graph":
            there = parts[1] if len(parts) > 2 else "untoc_graph"
            assert there == here or there in MAY_IMPORT[here], f"{here} must not import {name}"
        elif parts[0] in ONLY_IN:
            assert here in ONLY_IN[parts[0]], f"{parts[0]} belongs to {ONLY_IN[parts[0]]}, not to {here}"


def test_every_room_is_known() -> None:
    assert {room(path) for path in modules()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, f"{path} has no docstring"
    assert len(text.splitlines()) <= 400, f"{path} has grown a second purpose"


def test_the_entry_for_wsgi_servers_has_at_most_ten_lines() -> None:
    server = PACKAGE.parent / "server.py"
    assert len(server.read_text(encoding="utf-8").splitlines()) <= 10
