"""What pages link to, and call by name, for parts of documents that no page shows one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from untoc_graph.namespaces import BASE
from untoc_graph.rdf.terms import prefixed_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.views.views import Views

__all__ = ["Place", "read_places"]

_SHAPES: Final = f"{BASE}shapes#"
_GRAPHS: Final = f"{BASE}graph/"


@dataclass(frozen=True)
class Place:
    """Where a page tells of a part, and what it is called.

    Attributes:
        iri: of the shape, class, property or data set; of the part itself where it is about none of them.
        name: the same in every language.
    """

    iri: str
    name: str


def read_places(views: Views, iris: Iterable[str], language: str) -> dict[str, Place]:
    """Return the place of each part of the shapes, and of each part of the data set that VoID describes.

    Args:
        views: where to read.
        iris: things of any kind; those that are no such parts are left out.
        language: tag of the language of the names of data sets.

    Raises:
        QueryError: the store did not answer.
    """
    wanted = sorted(set(iris))
    shapes = [iri for iri in wanted if iri.startswith(_SHAPES)]
    parts = [iri for iri in wanted if iri.startswith(_GRAPHS) and "#" in iri]
    found = _of_shapes(views, shapes) if shapes else {}
    return found | (_of_partitions(views, parts, language) if parts else {})


def _of_shapes(views: Views, iris: Iterable[str]) -> dict[str, Place]:
    wholes: dict[str, list[str]] = defaultdict(list)
    for row in views.reading.kept("shape-parts"):
        wholes[str(row.part)].append(str(row.whole))
    # A shape that says nothing itself is shown with the shape that uses it.
    named = {str(row.shape) for row in views.reading.kept("shapes")}
    found = {}
    for iri in iris:
        shape = _nearest(iri, wholes, named)
        if shape is not None:
            name, part = shape.removeprefix(_SHAPES), iri.removeprefix(_SHAPES)
            found[iri] = Place(shape, part if part.startswith(name) else f"{name} ({part})")
    return found


def _nearest(iri: str, wholes: Mapping[str, list[str]], named: set[str]) -> str | None:
    """Return the first shape with a name on the way from a part to what it is a part of."""
    level, seen = [iri], {iri}
    while level:
        for each in level:
            if each in named:
                return each
        level = sorted({whole for each in level for whole in wholes.get(each, ())} - seen)
        seen.update(level)
    return None


def _of_partitions(views: Views, iris: Iterable[str], language: str) -> dict[str, Place]:
    rows = {str(row.part): row for row in views.reading.kept("partitions")}
    labels = views.labels.of((str(rows[iri].of) for iri in iris if iri in rows and rows[iri].by), language)
    found = {}
    for iri in iris:
        row = rows.get(iri)
        if row is None:
            continue
        target = str(row.of)
        if row.said is not None:
            found[iri] = Place(iri, str(row.said))
        elif row.by is None:
            found[iri] = Place(target, prefixed_name(target))
        else:
            name = labels[target].text if target in labels else prefixed_name(target)
            found[iri] = Place(target, f"{name} \u2013 {prefixed_name(str(row.by))}")
    return found
