"""Turtle and SPARQL files repeat the prefixes; the copies equal `namespaces.PREFIXES`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from untoc_graph.namespaces import BASE, COLLECTIONS, PREFIXES

ROOT = Path(__file__).parents[1]
DECLARED = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
FILES = [
    *sorted((ROOT / "ontology").rglob("*.ttl")),
    *sorted((ROOT / "ontology" / "rules").glob("*.rq")),
    *sorted((ROOT / "queries").glob("*.rq")),
]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def body(text: str) -> str:
    """Return a text without comments, quoted texts, IRIs and the declarations of its prefixes."""
    text = DECLARED.sub("", text)
    text = re.sub(r'"""[\s\S]*?"""', lambda found: found.group() if "WHERE" in found.group() else "", text)
    return re.sub(r'^\s*#.*$|<[^>\s]*>|(?<!")"(?!")[^"\n]*"|\s#\s.*$', " ", text, flags=re.MULTILINE)


def test_there_are_files_to_look_at() -> None:
    assert {path.suffix for path in FILES} == {".ttl", ".rq"}
    assert len(FILES) > 60


def test_each_collection_has_a_prefix_of_its_name() -> None:
    assert all(PREFIXES[collection] == f"{BASE}{collection}/" for collection in COLLECTIONS)
    assert list(COLLECTIONS) == sorted(set(COLLECTIONS))
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_prefixes_are_those_of_the_project(path: Path) -> None:
    declared = DECLARED.findall(path.read_text(encoding="utf-8"))
    assert declared, "a file that declares no prefix cannot be read"
    for prefix, iri in declared:
        assert PREFIXES.get(prefix) == iri, f"{prefix}: <{iri}>"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_prefixes_are_sorted_and_declared_once(path: Path) -> None:
    prefixes = [prefix for prefix, _ in DECLARED.findall(path.read_text(encoding="utf-8"))]
    assert prefixes == sorted(set(prefixes))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_declared_prefix_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = set(re.findall(r"(?<![\w:-])([a-z][\w-]*):", body(text)))
    assert {prefix for prefix, _ in DECLARED.findall(text)} <= used
