"""The shapes as their documentation shows them: what each wants of what, and how grave a breach is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from untoc_graph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from untoc_graph.views.views import Views

__all__ = ["ShapeView", "Want", "read_shapes"]


@dataclass(frozen=True)
class Want:
    """Something that a shape wants.

    Attributes:
        message: what an editor is told when it is not so.
        path: the property that it is about, "" where it is about the whole thing.
        severity: Violation, Warning or Info.
    """

    message: str
    path: str
    severity: str


@dataclass(frozen=True)
class ShapeView:
    """A shape.

    Attributes:
        name: the part of its IRI after the hash.
        targets: the classes or properties whose things it looks at.
        wants: what it wants of them.
    """

    name: str
    targets: tuple[str, ...]
    wants: tuple[Want, ...]


def read_shapes(views: Views) -> tuple[ShapeView, ...]:
    """Return the shapes of the release by name; raises QueryError where the store did not answer."""
    shapes = []
    for iri, rows in groupby(views.reading.kept("shapes"), lambda row: str(row.shape)):
        found = list(rows)
        wants = dict.fromkeys(
            Want(str(row.message), str(row.path or ""), row.severity.removeprefix(PREFIXES["sh"]))
            for row in found
        )
        targets = dict.fromkeys(str(row.target) for row in found if row.target)
        shapes.append(ShapeView(iri.removeprefix(f"{BASE}shapes#"), tuple(targets), tuple(wants)))
    return tuple(shapes)
