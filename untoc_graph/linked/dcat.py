"""The catalogue of a release: the data set, each file with its size and checksum, and the endpoint (DCAT 3).

It stands beside the graph and not in it, since a file cannot hold its own checksum.
https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import RDF, VOID, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, XSD

from untoc_graph import __version__
from untoc_graph.linked.dump import DOWNLOADS
from untoc_graph.linked.void import DATASET, VOID_GRAPH
from untoc_graph.namespaces import BASE, PREFIXES, UNTOC, graph_iri
from untoc_graph.rdf.documents import document
from untoc_graph.rdf.engine import Quad
from untoc_graph.rdf.formats import GRAPH_FORMATS, graph_format
from untoc_graph.rdf.terms import from_rdflib, iri_of, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["CATALOGUE", "CATALOGUE_FILE", "SPDX", "write_catalogue"]

CATALOGUE: Final = URIRef(f"{BASE}catalogue")
# Name of the file in the folder of a release.
CATALOGUE_FILE: Final = "catalogue.ttl"

# rdflib knows the terms of DCAT 1 alone.
_DCAT: Final = Namespace(PREFIXES["dcat"])
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
# The authority table of file types of the European Union, by the names of our formats.
_FILE_TYPES: Final = Namespace("http://publications.europa.eu/resource/authority/file-type/")
_FILE_TYPE: Final = {
    "turtle": _FILE_TYPES.RDF_TURTLE,
    "ntriples": _FILE_TYPES.RDF_N_TRIPLES,
    "jsonld": _FILE_TYPES.JSON_LD,
    "rdfxml": _FILE_TYPES.RDF_XML,
    "trig": _FILE_TYPES.RDF_TRIG,
    "nquads": _FILE_TYPES.RDF_N_QUADS,
}
_ENGLISH: Final = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
_ENDPOINT: Final = URIRef(f"{BASE}sparql")
_PROTOCOL: Final = (
    URIRef("https://www.w3.org/TR/sparql11-protocol/"),
    URIRef("https://www.w3.org/TR/sparql11-query/"),
)
_STANDARD: Final = URIRef("https://www.w3.org/TR/vocab-dcat-3/")

Statement: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]


def write_catalogue(release: Path, quads: Sequence[Quad]) -> Path:
    """Write the catalogue of a release directory that holds its files, and return its path.

    Args:
        release: the folder, with `untoc.nq` and, where there are any, `download/`.
        quads: the graph of the release.

    Raises:
        OSError: a file cannot be read, or the catalogue not written.
    """
    about = _about(quads)
    said = [*about, *_catalogue(release, about), *_dataset(release, about, quads), *_service(about)]
    for name in DOWNLOADS:
        for path in (release / "download" / name, release / "download" / f"{name}.gz"):
            if path.is_file():
                said += _distribution(path, about)
    path = release / CATALOGUE_FILE
    path.write_bytes(document((_quad(*statement) for statement in said), graph_format("turtle")))
    return path


def _quad(subject: URIRef, predicate: URIRef, target: URIRef | Literal) -> Quad:
    return Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(target))


def _about(quads: Sequence[Quad]) -> list[Statement]:
    """Return what the graph says of the data set: its own graph, and what was counted of the whole."""
    own, counted = str(graph_iri("dataset")), str(VOID_GRAPH)
    sizes = {str(VOID[name]) for name in ("triples", "entities", "classes", "properties")}
    kept = [
        quad
        for quad in quads
        if (graph := iri_of(quad.graph_name)) == own
        or (graph == counted and iri_of(quad.subject) == str(DATASET) and quad.predicate.value in sizes)
    ]
    return [tuple(to_rdflib(term) for term in quad.triple) for quad in kept]  # type: ignore[misc]


def _values(about: list[Statement], term: URIRef) -> list[URIRef | Literal]:
    return [value for subject, predicate, value in about if subject == DATASET and predicate == term]


def _days(about: list[Statement]) -> Iterator[tuple[URIRef, Literal]]:
    """Yield the days of the first release and of this one, which stand in a file: no clock enters a build."""
    for term in (DCTERMS.issued, DCTERMS.modified):
        for day in _values(about, term):
            if isinstance(day, Literal):
                yield term, day


def _catalogue(release: Path, about: list[Statement]) -> Iterator[Statement]:
    yield CATALOGUE, RDF.type, _DCAT.Catalog
    yield CATALOGUE, DCTERMS.title, Literal("Catalogue of UNTOC Graph", lang="en")
    yield CATALOGUE, DCTERMS.title, Literal("Catalogue du graphe UNTOC", lang="fr")
    yield CATALOGUE, DCTERMS.title, Literal("Catálogo del grafo UNTOC", lang="es")
    yield (
        CATALOGUE,
        DCTERMS.description,
        Literal(
            "The data set of this release, its files with sizes and checksums, and its endpoint.", lang="en"
        ),
    )
    yield CATALOGUE, _DCAT.dataset, DATASET
    yield CATALOGUE, _DCAT.service, _ENDPOINT
    yield CATALOGUE, _DCAT.version, Literal(_identifier(release))
    yield CATALOGUE, DCTERMS.conformsTo, _STANDARD
    yield CATALOGUE, DCTERMS.language, _ENGLISH
    yield CATALOGUE, FOAF.homepage, URIRef(BASE)
    yield from ((CATALOGUE, term, day) for term, day in _days(about))
    yield from _shared(CATALOGUE, about, DCTERMS.license, DCTERMS.publisher)


def _dataset(release: Path, about: list[Statement], quads: Sequence[Quad]) -> Iterator[Statement]:
    """Yield what only a finished release can say of the data set."""
    yield DATASET, _DCAT.version, Literal(_identifier(release))
    yield DATASET, OWL.versionInfo, Literal(__version__)
    for period in _values(about, DCTERMS.temporal):
        for day in _values(about, UNTOC.asOf):
            if isinstance(period, URIRef):
                yield period, _DCAT.endDate, day
    for quad in quads:
        if quad.predicate.value == str(RDF.type) and iri_of(quad.object) == str(UNTOC.Source):
            yield DATASET, PROV.wasDerivedFrom, URIRef(iri_of(quad.subject))
    yield DATASET, VOID.sparqlEndpoint, _ENDPOINT
    yield DATASET, FOAF.isPrimaryTopicOf, VOID_GRAPH


def _service(about: list[Statement]) -> Iterator[Statement]:
    yield _ENDPOINT, RDF.type, _DCAT.DataService
    yield _ENDPOINT, DCTERMS.title, Literal("SPARQL endpoint of UNTOC Graph", lang="en")
    yield _ENDPOINT, DCTERMS.title, Literal("Service SPARQL du graphe UNTOC", lang="fr")
    yield _ENDPOINT, DCTERMS.title, Literal("Servicio SPARQL del grafo UNTOC", lang="es")
    yield _ENDPOINT, _DCAT.endpointURL, _ENDPOINT
    # Without a query the endpoint answers with the description of its service.
    yield _ENDPOINT, _DCAT.endpointDescription, _ENDPOINT
    yield _ENDPOINT, _DCAT.endpointDescription, URIRef(f"{BASE}openapi.json")
    yield _ENDPOINT, _DCAT.servesDataset, DATASET
    for standard in _PROTOCOL:
        yield _ENDPOINT, DCTERMS.conformsTo, standard
    yield from _shared(_ENDPOINT, about, DCTERMS.accessRights, DCTERMS.license, DCTERMS.publisher)


def _distribution(path: Path, about: list[Statement]) -> Iterator[Statement]:
    content = path.read_bytes()
    fmt = next(each for each in GRAPH_FORMATS if path.name.removesuffix(".gz") == f"untoc.{each.extension}")
    file, checksum = URIRef(f"{CATALOGUE}#{path.name}"), URIRef(f"{CATALOGUE}#sha256-{path.name}")
    address = URIRef(f"{BASE}download/{path.name}")
    yield DATASET, _DCAT.distribution, file
    yield file, RDF.type, _DCAT.Distribution
    yield file, DCTERMS.title, Literal(path.name)
    yield file, _DCAT.accessURL, address
    yield file, _DCAT.downloadURL, address
    yield file, _DCAT.mediaType, URIRef(_MEDIA_TYPES + fmt.media_type)
    yield file, DCTERMS["format"], _FILE_TYPE[fmt.name]
    if path.suffix == ".gz":
        yield file, _DCAT.compressFormat, URIRef(f"{_MEDIA_TYPES}application/gzip")
    yield file, _DCAT.byteSize, Literal(len(content), datatype=XSD.nonNegativeInteger)
    yield file, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(hashlib.sha256(content).hexdigest(), datatype=XSD.hexBinary)
    yield from ((file, term, day) for term, day in _days(about))
    yield from _shared(file, about, DCTERMS.license)


def _shared(resource: URIRef, about: list[Statement], *terms: URIRef) -> Iterator[Statement]:
    """Yield of a part what the data set says of itself."""
    for term in terms:
        for value in _values(about, term):
            yield resource, term, value


def _identifier(release: Path) -> str:
    """Return the identifier of the release: how the checksum of its graph begins, as its folder is named."""
    return hashlib.sha256((release / "untoc.nq").read_bytes()).hexdigest()[:12]
