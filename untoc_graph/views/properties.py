"""What the graph says of one thing, by property: rows of a property and a value, gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from untoc_graph.views.reading import Term

__all__ = ["Properties"]


class Properties:
    """The values of each property of a thing; a property is named with its prefix: `skos:definition`."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """Take rows of `property` and `value`."""
        self._values: dict[str, list[Term]] = {}
        for row in rows:
            self._values.setdefault(str(row.property), []).append(row.value)

    def __bool__(self) -> bool:
        """Whether the graph says anything."""
        return bool(self._values)

    def all(self, name: str) -> tuple[Term, ...]:
        """Return the values of a property in their order."""
        prefix, _, local = name.partition(":")
        return tuple(self._values.get(f"{PREFIXES[prefix]}{local}", ()))

    def one(self, name: str) -> Term | None:
        """Return the first value of a property, None where there is none."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """Return the English or plain text of a property, "" where there is none."""
        return next((str(value) for value in self.all(name) if value.language in {"", "en"}), "")
