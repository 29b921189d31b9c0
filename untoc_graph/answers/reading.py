"""Facts from the store for the answers: few queries, each bound to the participants asked about.

The law is read once a release; a participant once. What is read are typed records, so that all that decides
is pure.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.dossier_rows import read_dossiers
from untoc_graph.answers.law_rows import read_law
from untoc_graph.answers.names import read_names
from untoc_graph.sparql.catalogue import Catalogue, bind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from untoc_graph.answers.dossier import Dossier
    from untoc_graph.answers.law import Law
    from untoc_graph.answers.names import Names
    from untoc_graph.sparql.asking import Asker
    from untoc_graph.sparql.rows import Rows

__all__ = ["Reader"]

_FACTS: Final = Path(__file__).parent / "facts"


class Reader:
    """What an asker's release says, read when it is first needed and then kept; threads may share one."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._queries = Catalogue.read(_FACTS)
        self._lock = threading.Lock()
        self._law: Law | None = None
        self._names: Names | None = None
        self._dossiers: dict[str, Dossier] = {}

    @property
    def law(self) -> Law:
        """What does not depend on who asks.

        Raises:
            QueryError: the store did not answer.
            DataError: it has no law.
        """
        if self._law is None:
            with self._lock:
                self._law = self._law or read_law(self._rows)
        return self._law

    @property
    def names(self) -> Names:
        """The names by which participants, crimes and forms are known.

        Raises:
            QueryError: the store did not answer.
        """
        if self._names is None:
            with self._lock:
                self._names = self._names or read_names(self._rows)
        return self._names

    def dossiers(self, keys: Iterable[str]) -> tuple[Dossier, ...]:
        """Return what is known of these participants, in their order; those not yet read are read in one go.

        Args:
            keys: keys of participants that are in the graph.

        Raises:
            QueryError: the store did not answer.
            KeyError: a key is of no participant.
        """
        keys = tuple(keys)
        unread = [key for key in dict.fromkeys(keys) if key not in self._dossiers]
        if unread:
            # Two may read the same; but who asks for what is there must not wait while the store is busy.
            self._dossiers |= read_dossiers(lambda name: self._rows(name, unread))
        return tuple(self._dossiers[key] for key in keys)

    def _rows(self, name: str, participants: Sequence[str] | None = None) -> Rows:
        values = {} if participants is None else {"participant": participants}
        return self._asker.rows(bind(self._queries[name], values))
