"""The front page of the full release: numbers of the graph, links that lead somewhere, and little to load."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.test_pages import BROWSER, Elements
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

# Gzipped bytes of the page with all that it loads.
MOST_BYTES = 150_000


def ask(client: FlaskClient, query: str) -> list[dict[str, str]]:
    reply = client.get(
        "/sparql",
        query_string={"query": f"PREFIX untoc: <{BASE}ontology#>\n{query}"},
        headers={"Accept": "application/sparql-results+json"},
    )
    assert reply.json is not None
    rows: list[dict[str, Any]] = reply.json["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def page(law_client: FlaskClient) -> str:
    reply = law_client.get("/", headers=BROWSER)
    assert reply.status_code == 200
    return reply.text


def section(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text)).strip()


def test_the_parties_are_those_of_the_graph(law_client: FlaskClient, page: str) -> None:
    rows = ask(
        law_client,
        "SELECT ?i (COUNT(DISTINCT ?p) AS ?n) { ?p untoc:partyTo ?i } GROUP BY ?i ORDER BY DESC(?n)",
    )
    assert [row["n"] for row in rows] == ["193", "185", "155", "127"]
    table = section(page, "numbers").partition("<tbody>")[2].partition("</tbody>")[0]
    shown = [re.findall(r">(\d+)<", row) for row in table.split("</tr>")[:-1]]
    assert [row[0] for row in shown] == [row["n"] for row in rows]
    for bound, signed, outside, _ in shown:
        assert int(bound) + int(signed) + int(outside) == 198


def test_the_map_shows_as_many_parties_as_the_table(page: str) -> None:
    on_map = section(page, "map-of-parties")
    assert "<svg" in on_map
    assert re.search(r'data-count="bound">193<', on_map)
    assert {f"/map?instrument={key}" for key in ("untoc", "trafficking", "smuggling", "firearms")} <= set(
        re.findall(r'href="([^"]+)"', on_map)
    )


@pytest.mark.parametrize(
    "collection", ["participant", "statement", "provision", "crime", "cooperation", "decision", "source"]
)
def test_each_number_is_that_of_the_collection_it_leads_to(
    law_client: FlaskClient, page: str, collection: str
) -> None:
    found = re.search(rf'href="/{collection}/">[^<]*</a></dt><dd>([\d,]+)<', page)
    assert found
    (row,) = ask(
        law_client,
        f"""SELECT (COUNT(DISTINCT ?thing) AS ?n) {{
          ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{BASE}{collection}/"))
        }}""",
    )
    assert found[1].replace(",", "") == row["n"]


def test_the_latest_are_the_latest_of_the_graph_each_with_its_source(
    law_client: FlaskClient, page: str
) -> None:
    rows = ask(
        law_client,
        """SELECT ?day { ?p a untoc:Participation ; untoc:consentedOn ?day }
        ORDER BY DESC(?day) LIMIT 5""",
    )
    latest = section(page, "latest")
    table = latest.partition("<tbody>")[2]
    assert re.findall(r'<th scope="row"><time datetime="([^"]+)"', table) == [row["day"] for row in rows]
    assert table.count('class="cite"') >= len(rows)
    assert 'id="notes"' in page


def test_consents_since_then_without_a_day_are_named_below_the_latest(
    law_client: FlaskClient, page: str
) -> None:
    latest = section(page, "latest")
    first = re.findall(r'<th scope="row"><time datetime="([^"]+)"', latest)[-1]
    rows = ask(
        law_client,
        f"""PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?p (?first >= "{first}"^^xsd:date AS ?surely) {{
          ?p untoc:consentBy ?class ; prov:wasDerivedFrom ?act . ?act a ?class ;
            untoc:dateBasis <{BASE}date-basis/not-sourced> ; untoc:notBefore ?first ; untoc:notAfter ?last
          FILTER(?last >= "{first}"^^xsd:date)
        }}""",
    )
    surely = [row["p"] for row in rows if row["surely"] == "true"]
    perhaps = [row["p"] for row in rows if row["surely"] != "true"]
    assert surely
    assert perhaps
    below = latest.partition("</table>")[2]
    assert f"{len(surely)} more have consented since" in below
    assert f"{len(perhaps)} more may have consented since then, or before:" in below
    for participation in (*surely, *perhaps):
        assert f'href="{participation.removeprefix(BASE.rstrip("/"))}.html"' in below


def test_a_computed_day_is_said_to_be_one(page: str) -> None:
    rows = section(page, "latest").partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")
    computed = [row for row in rows if "The day is computed back from the entry into force." in row]
    assert ["China" in row or "Bhutan" in row for row in computed] == [True] * len(computed)
    assert computed
    assert not any("Somalia" in row for row in computed)


def test_what_is_not_known_is_counted(law_client: FlaskClient, page: str) -> None:
    (undated,) = ask(
        law_client,
        f"SELECT (COUNT(*) AS ?n) {{ ?p untoc:participationStatus <{BASE}status/party-undated> }}",
    )
    (gaps,) = ask(law_client, "SELECT (COUNT(*) AS ?n) { ?gap a untoc:Gap }")
    (conflicts,) = ask(law_client, "SELECT (COUNT(*) AS ?n) { ?conflict a untoc:Conflict }")
    told = plain(section(page, "gaps"))
    for count in (undated, gaps, conflicts):
        assert re.search(rf"\b{count['n']}\b", told), told


def test_its_links_lead_somewhere(law_client: FlaskClient, page: str) -> None:
    main = page.partition("<main")[2].partition("</main>")[0]
    local = {str(link["href"]) for link in Elements(main).named("a")}
    local = {link.partition("#")[0] for link in local if link.startswith("/")}
    assert len(local) > 40
    for address in sorted(local):
        with law_client.get(address, headers=BROWSER, follow_redirects=True) as sent:
            assert sent.status_code == 200, address


def test_each_language_has_its_own_page(law_client: FlaskClient) -> None:
    tags = set()
    for language in ("en", "fr", "es", "ar", "ru", "zh"):
        reply = law_client.get("/", headers={**BROWSER, "Accept-Language": language})
        assert f'<html lang="{language}"' in reply.text
        assert reply.headers["Content-Language"] == language
        assert reply.headers["Vary"] == "Accept, Accept-Language"
        tags.add(reply.headers["ETag"])
    assert len(tags) == 6
    chosen = law_client.get("/?lang=fr", headers=BROWSER)
    assert 'href="/cooperation?lang=fr"' in chosen.text
    assert chosen.headers["ETag"] not in tags
    assert "Italie" in chosen.text


def test_links_to_other_languages_are_of_the_page_that_was_asked_for(law_client: FlaskClient) -> None:
    assert 'href="/?lang=es"' in law_client.get("/").text
    assert "from=mail" in law_client.get("/?from=mail").text
    assert "from=mail" not in law_client.get("/").text


def test_a_client_that_has_it_gets_no_second_one(law_client: FlaskClient) -> None:
    first = law_client.get("/", headers=BROWSER)
    again = law_client.get("/", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    head = law_client.head("/", headers=BROWSER)
    assert (head.data, head.headers["ETag"]) == (b"", first.headers["ETag"])


def test_it_is_light_with_everything_that_it_loads(law_client: FlaskClient, page: str) -> None:
    loaded = {
        str(each["href"]) for each in Elements(page).named("link") if each["rel"] in {"stylesheet", "icon"}
    }
    loaded |= {str(each["src"]) for each in Elements(page).named("script") if "src" in each}
    assert len(loaded) >= 5
    sizes = {"/": len(gzip.compress(page.encode()))}
    for address in loaded:
        with law_client.get(address) as sent:
            assert sent.status_code == 200
            sizes[address] = len(gzip.compress(sent.data))
    assert sum(sizes.values()) < MOST_BYTES, sizes


def test_the_triples_of_the_page_are_those_that_the_endpoint_counts(
    law_client: FlaskClient, page: str
) -> None:
    (counted,) = ask(law_client, "SELECT (COUNT(*) AS ?count) { ?subject ?property ?value }")
    assert f"{int(counted['count']):,} triples, release" in re.sub("<[^>]*>", "", page)
