"""Pages of a release whose texts and addresses try to be more than text."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect
from pyoxigraph import Literal, NamedNode, Quad

from tests.browser.serving import served
from tests.conftest import write_release
from untoc_graph.namespaces import BASE, PREFIXES
from untoc_graph.rdf.engine import parse, sort_quads
from untoc_graph.rdf.formats import graph_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

TAG = "<img src=x onerror=alert(1)>"
TEXTS = (
    TAG,
    "</script><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "{{7*7}} {% raw %} ${7*7} %(count)s %s",
    "\u202egnihton si siht\u2067",
    "\u0301\u20dd\u0489",
    "W" * 300,
    "&lt;b&gt; --> ]]> <!--",
    "<a href=javascript:alert(1)>here</a>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript://example.org/%0Aalert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "https://example.org/?q='onmouseover='alert(1)",
    "mailto:someone@example.org?subject=%3Cscript%3E",
    "urn:isbn:0",
)
SAFE = {"http:", "https:", "mailto:", "urn:"}

# Properties with texts that people wrote, and those that lead elsewhere.
WRITTEN = {
    *(f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "definition", "note", "example")),
    *(f"{PREFIXES['rdfs']}{name}" for name in ("label", "comment")),
    *(f"{PREFIXES['dcterms']}{name}" for name in ("title", "description")),
    *(f"{PREFIXES['untoc']}{name}" for name in ("gist", "locator", "formalName", "licenceNote", "asOfNote")),
    *(f"{PREFIXES['untoc']}{name}" for name in ("conduct", "detail", "market", "depositary", "venue")),
    *(
        f"{PREFIXES['untoc']}{name}"
        for name in ("purpose", "means", "mentalElement", "shortTitle", "notices")
    ),
    *(
        f"{PREFIXES['untoc']}{name}"
        for name in ("territory", "outcome", "establishedByText", "transnationality")
    ),
    *(f"{PREFIXES['sh']}{name}" for name in ("message", "description")),
    "https://w3id.org/sssom/object_label",
}
# By what a page calls a thing. Each of these ends in a word that no line holds, whatever else a text ends in.
NAMING = {
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['dcterms']}title",
    f"{PREFIXES['untoc']}gist",
}
LONG = "W" * 80
LEADING = {
    *(f"{PREFIXES['skos']}{name}" for name in ("exactMatch", "closeMatch", "relatedMatch", "broadMatch")),
    f"{PREFIXES['owl']}annotatedTarget",
    f"{PREFIXES['foaf']}homepage",
    f"{PREFIXES['dcterms']}license",
    "https://schema.org/url",
}

# Keys that try to be something else: markup, another folder, another host.
KEYS = (
    "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    "a'onmouseover='alert(1)",
    "..%2F..%2Feditor",
    "W" * 200,
)


def poisoned(quads: list[Quad]) -> list[Quad]:
    """Return the quads with something hostile at the end of each text and in place of each second address."""
    texts, addresses = cycle(TEXTS), cycle((*ADDRESSES, None))
    made = []
    for quad in quads:
        said = quad.object
        if quad.predicate.value in WRITTEN and isinstance(said, Literal):
            text = f"{said.value} {next(texts)}"
            if quad.predicate.value in NAMING:
                text = f"{text} {LONG}"
            said = Literal(text, language=said.language) if said.language else Literal(text)
        elif quad.predicate.value in LEADING and isinstance(said, NamedNode):
            said = NamedNode(next(addresses) or said.value)
        made.append(Quad(quad.subject, quad.predicate, said, quad.graph_name))
    theme = NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{PREFIXES['skos']}Concept")
    graph = NamedNode(f"{BASE}graph/themes")
    for key in KEYS:
        thing = NamedNode(f"{BASE}theme/{key}")
        made.append(Quad(thing, *theme, graph))
        made += [
            Quad(thing, NamedNode(f"{PREFIXES['rdfs']}seeAlso"), NamedNode(address), graph)
            for address in ADDRESSES
        ]
        made.append(
            Quad(thing, NamedNode(f"{PREFIXES['skos']}prefLabel"), Literal(TAG, language="en"), graph)
        )
    return sort_quads(made)


ROWS = f"""
SELECT ?thing ?name ?address {{
  {{ ?thing <{PREFIXES["skos"]}prefLabel> ?name FILTER(STRSTARTS(STR(?thing), "{BASE}participant/")) }}
  UNION {{ ?thing <{PREFIXES["skos"]}exactMatch> ?address FILTER(STRLEN(STR(?address)) < 60) }}
}} ORDER BY ?thing LIMIT 400"""

# One thing of each collection that has a page of its own, and what shows others.
PLACES = {
    "home": "/",
    **{
        thing.partition("/")[0]: f"/{thing}.html"
        for thing in (
            "participant/AUT",
            "instrument/untoc",
            "provision/untoc-16-5",
            "offence/untoc-5-1-a-i",
            "crime/human-trafficking",
            "cooperation/extradition",
            "session/9",
            "body/wg-trafficking",
            "review/track-general",
            "decision/resolution-9-unnumbered-2",
            "statement/USA-untoc-reservation-dispute-settlement",
            "action/USA-untoc-signature",
            "participation/USA-untoc",
            "authority/USA-untoc-notification-prevention-authority-1",
            "source/zm-6-19",
            "organisation/FATF",
            "region/419",
            "harm/violence",
            "mapping/topic-witnesses-unbis-1007027",
            "related-instrument/unidroit-1995",
            "topic/witnesses",
            "scheme/topics",
        )
    },
    **{f"key {number}": f"/theme/{quote(key, safe='')}.html" for number, key in enumerate(KEYS)},
    "themes": "/theme/",
    "participants": "/participant/",
    "sources": "/source/",
    "ontology": "/ontology.html",
    "shapes": "/shapes.html",
    "catalogue": "/catalogue.html",
    "search": "/search?q=austria",
    "search for markup": f"/search?{urlencode({'q': TAG})}",
    "map": "/map?instrument=untoc",
    "explore": "/explore?thing=participant/AUT",
    "explore a key": f"/explore?{urlencode({'thing': f'theme/{KEYS[0]}'})}",
    "questions": "/queries/",
    "question": "/queries/party-counts-by-group",
    "table": "/queries/statements-by-provision",
    "answer": "/cooperation?requesting=AUT&requested=USA&crime=human-trafficking&on=2024-06-01",
    "refusal": f"/cooperation?{urlencode({'requesting': TAG, 'requested': TEXTS[5]})}",
    "compare": "/compare?participant=AUT&participant=USA&on=2024-06-01",
    "matrix": "/matrix?on=2024-06-01",
    "editor": f"/editor?{urlencode({'query': ROWS})}",
    "editor by hand": "/editor?"
    + urlencode(
        {
            "query": "SELECT "
            + " ".join(f"({word} AS ?v{n})" for n, word in enumerate(map(repr, TEXTS[:2])))
            + " ".join(f"(IRI('{each}') AS ?a{n})" for n, each in enumerate(ADDRESSES[:6]))
            + " {}"
        }
    ),
    "editor mistake": f"/editor?{urlencode({'query': f'SELECT * {{ {TAG} }}'})}",
    "graph in the editor": f"/editor?{urlencode({'query': 'CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 300'})}",
    "not there": f"/participant/{quote(TAG, safe='')}.html",
    "no page": f"/{quote(TAG, safe='')}",
}

_FOUND = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const active = all("*").filter((each) =>
    [...each.attributes].some((attribute) => attribute.name.startsWith("on")));
  const made = all("img, iframe, object, embed, base, main script:not([src]):not([type*=json])");
  const schemes = new Set(all("a[href], area[href], form[action]").map((each) => {
    const address = each.getAttribute("href") ?? each.getAttribute("action");
    return new URL(address, document.baseURI).protocol;
  }));
  const loose = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (node.data.includes("\\u202e")
        && !node.parentElement.closest("bdi, [dir]:not(html), option, text, title, desc, textarea, pre"))
      loose.push(node.parentElement.outerHTML.slice(0, 160));
  return {
    active: [...active, ...made].map((each) => each.outerHTML.slice(0, 160)),
    schemes: [...schemes],
    loose,
    wide: document.documentElement.scrollWidth,
    widest: all("main *").filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 4).map((each) => each.outerHTML.slice(0, 120)),
  };
}"""


@pytest.fixture(scope="module")
def hostile_site(small_release_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    content = (small_release_built / "untoc.nq").read_bytes()
    quads = poisoned(list(parse(content, graph_format("nq"))))
    with served(write_release(folder / "build", quads)) as address:
        yield address


def assert_harmless(page: Page) -> None:
    found: dict[str, Any] = page.evaluate(_FOUND)
    assert found["active"] == []
    assert set(found["schemes"]) <= SAFE
    assert found["loose"] == [], "a text can turn what is written after it"
    assert found["wide"] <= 360, found["widest"]


@pytest.mark.parametrize("place", PLACES)
def test_what_is_written_in_the_data_stays_text(
    watched: Callable[..., Any], hostile_site: str, place: str
) -> None:
    with watched(width=360, height=740, at=hostile_site) as page:
        reply = page.goto(PLACES[place])
        assert reply.status < 500
        assert page.locator("h1").count() == 1
        assert_harmless(page)


def test_the_pages_do_show_what_is_hostile(watched: Callable[..., Any], hostile_site: str) -> None:
    """The test above would say nothing of pages that leave these texts out."""
    with watched(at=hostile_site) as page:
        seen = ""
        for place in ("participant", "instrument", "source", "crime", "key 0", "ontology", "editor"):
            page.goto(PLACES[place])
            seen += page.locator("body").inner_text()
        for text in TEXTS:
            assert text in seen
        assert "javascript:alert(1)" in seen


def test_suggestions_of_hostile_names_stay_text(watched: Callable[..., Any], hostile_site: str) -> None:
    with watched(width=360, height=740, at=hostile_site) as page:
        page.goto("/")
        box = page.get_by_role("combobox", name="Look up")
        for typed in ("austria", "img src", "onload", "script"):
            box.fill("")
            box.press_sequentially(typed)
            expect(page.get_by_role("option").first).to_be_visible()
            assert_harmless(page)


def test_terms_with_hostile_names_are_completed_as_text(
    watched: Callable[..., Any], hostile_site: str
) -> None:
    with watched(at=hostile_site) as page:
        with page.expect_response("**/editor/terms.json*"):
            page.goto("/editor")
        page.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type("ASK { ?s ?p Austria")
        expect(page.locator(".cm-tooltip-autocomplete li").first).to_be_visible()
        assert page.locator(".cm-tooltip-autocomplete img, .cm-tooltip-autocomplete script").count() == 0
        page.wait_for_timeout(150)
        page.keyboard.press("Enter")
        written = page.evaluate("document.querySelector('textarea[name=query]').value")
        assert "participant:AUT" in written
        assert "alert" not in written


def test_a_table_of_hostile_values_sorts_as_text(watched: Callable[..., Any], hostile_site: str) -> None:
    with watched(width=360, height=740, at=hostile_site) as page:
        page.goto(PLACES["editor"])
        for _ in range(2):
            page.locator("table.results thead th button").last.click()
            assert_harmless(page)
