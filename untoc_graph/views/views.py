"""All that pages read from one release: rows, names, evidence, and the answers that need law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.views.evidence import Evidences
from untoc_graph.views.labels import Labels
from untoc_graph.views.reading import Reading

if TYPE_CHECKING:
    from untoc_graph.answers.desk import Desk
    from untoc_graph.sparql.asking import Asker

__all__ = ["Views"]


class Views:
    """Where pages read; one a release, for any number of threads.

    Attributes:
        reading: rows of bound queries.
        labels: names of things by language.
        evidences: sources and confidence of facts.
        desk: answers that need law; its `reader` has the law and what is known of participants.
    """

    def __init__(self, asker: Asker, desk: Desk) -> None:
        """Take who is asked; nothing is read yet."""
        self.reading = Reading(asker)
        self.labels = Labels(self.reading)
        self.evidences = Evidences(self.reading)
        self.desk = desk
