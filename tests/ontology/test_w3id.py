"""The rules for w3id.org, read as Apache reads them: each kind of IRI leads to the same path of the host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from untoc_graph.namespaces import BASE, COLLECTIONS
from untoc_graph.settings import Settings
from untoc_graph.web import create_app

FILE = Path(__file__).parents[2] / "ontology" / "w3id.htaccess"
RULE = re.compile(r"RewriteRule (\S+) (\S+) \[([^\]]+)\]")

PATHS = [
    "",
    "ontology",
    "ontology.ttl",
    "ontology/0.1.0",
    "shapes",
    "context.jsonld",
    "catalogue",
    "catalogue.jsonld",
    ".well-known/void",
    "sparql",
    "sparql?query=ASK%7B%7D",
    "graph-store?graph=https%3A%2F%2Fw3id.org%2Funtoc%2Fgraph%2Factions",
    "graph/actions",
    "download/untoc.nq.gz",
    "queries/party-counts",
    "openapi.json",
    *(f"{collection}/" for collection in COLLECTIONS),
    *(f"{collection}/a-key_1.2" for collection in COLLECTIONS),
    *(f"{collection}/a-key_1.2.ttl" for collection in COLLECTIONS),
]


class Rules:
    """The rewriting of Apache's mod_rewrite, as far as the file uses it."""

    def __init__(self, text: str) -> None:
        self.host = ""
        self.rules: list[tuple[str, str, set[str]]] = []
        for line in text.splitlines():
            if not line.startswith("RewriteRule"):
                continue
            found = RULE.fullmatch(line)
            assert found, f"not read: {line}"
            self.rules.append((found[1], found[2], set(found[3].split(","))))

    def redirect(self, path: str) -> tuple[int, str]:
        """Return status and address of the redirection of a path below /untoc/, without its query string."""
        path, mark, query = path.partition("?")
        environment = {}
        for pattern, substitution, flags in self.rules:
            matched = re.search(pattern, path)
            if not matched:
                continue
            for flag in flags:
                if flag.startswith("E="):
                    name, _, value = flag[2:].partition(":")
                    environment[name] = value
            if substitution == "-":
                continue
            address = re.sub(r"%\{ENV:(\w+)\}", lambda name: environment[name[1]], substitution)
            address = re.sub(r"\$(\d)", lambda number, matched=matched: matched[int(number[1])], address)
            (status,) = (int(flag[2:]) for flag in flags if flag.startswith("R="))
            assert "L" in flags
            # Without a question mark of its own, a substitution keeps the query string.
            return status, address + mark + query
        return 404, ""


@pytest.fixture(scope="module")
def text() -> str:
    return FILE.read_text(encoding="utf-8")


def test_the_host_is_set_once_and_nowhere_else(text: str) -> None:
    directives = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert len(re.findall("https?://", directives)) == 1
    (host,) = re.findall(r"\[E=UNTOC_HOST:(https://[a-z0-9.-]+)\]", directives)
    assert not host.endswith("/")


def test_that_the_host_is_to_be_put_in_is_told_in_the_file_and_in_the_docs(text: str) -> None:
    (host,) = re.findall(r"\[E=UNTOC_HOST:https://([a-z0-9.-]+)\]", text)
    # A name that nobody can have (RFC 2606) is a place to be filled, and no service.
    if host.endswith(".example.org"):
        assert "put in the name of yours" in text
        assert f"`{host}`" in (FILE.parents[1] / "docs" / "catalogue.md").read_text(encoding="utf-8")


def test_each_kind_of_iri_leads_to_the_same_path_of_the_host(text: str) -> None:
    rules = Rules(text)
    assert {path: rules.redirect(path) for path in PATHS} == {
        path: (302, f"https://untoc.example.org/{path}") for path in PATHS
    }


def test_the_service_has_a_route_for_where_each_leads(text: str) -> None:
    rules = Rules(text)
    routes = create_app(Settings()).url_map.bind("untoc.example.org", url_scheme="https")
    for path in PATHS:
        _, address = rules.redirect(path)
        there = address.removeprefix("https://untoc.example.org").partition("?")[0]
        endpoint, _ = routes.match(there, method="GET")
        assert endpoint


@pytest.mark.parametrize("path", ["/evil.example", "\\evil.example", "@evil.example", ".evil.example"])
def test_no_path_leads_to_another_host(text: str, path: str) -> None:
    _, address = Rules(text).redirect(path)
    assert address.startswith("https://untoc.example.org/")


def test_what_must_be_registered_is_where_iris_begin() -> None:
    assert BASE == "https://w3id.org/untoc/"
