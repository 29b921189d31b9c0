"""The footnotes of a page: one number for each set of sources, shown at the fact and listed at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from untoc_graph.web.language import gettext, later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from untoc_graph.views.evidence import Evidence, Source

__all__ = ["Footnotes", "groups", "sureness"]

# So many sources are named where a fact stands; all of them in the list.
_FEW: Final = 3
_CONFIDENCES: Final = {
    "sourced-two": later("At least two sources give the fact."),
    "sourced-one": later("One source gives the fact."),
    "existence-only": later("The fact is established, and no source gives its day."),
    "disputed": later("Sources disagree."),
    "unsourced": later("No document was found."),
}
_SAME: Final = Markup('<sup class="cite"><a href="#note-{0}" aria-label="{1}">{0}</a></sup>')
_READINGS: Final = {
    "medium": later("The reading of the text is probable, not certain."),
    "low": later("The reading of the text is doubtful."),
}


class Footnotes:
    """What was cited so far; a page has one.

    Attributes:
        listed: the evidence by number, from 1, in the order in which it was first cited.
    """

    def __init__(self, evidence: Mapping[str, Evidence], *, tip_once: bool = False) -> None:
        """Take the evidence of all facts that may be cited, by IRI.

        Args:
            evidence: of these facts.
            tip_once: whether only the first mark of a number has a note beside it, which `tips.js` shows at
                the others too: a page with hundreds of marks would be mostly notes.
        """
        self._evidence = evidence
        self._tip_once = tip_once
        self._numbers: dict[Evidence, int] = {}
        self._marks: dict[Evidence, Markup] = {}

    @property
    def listed(self) -> dict[int, Evidence]:
        """The evidence by number."""
        return {number: evidence for evidence, number in self._numbers.items()}

    def cite(self, facts: Iterable[str]) -> Markup:
        """Return the numbers of what these facts rest on, each a link to the list with a note beside it."""
        found = dict.fromkeys(self._evidence[fact] for fact in facts if fact in self._evidence)
        return Markup("").join(self._mark(evidence) for evidence in found)

    def _mark(self, evidence: Evidence) -> Markup:
        """Return the mark of some evidence, which pages show many times and which is made once."""
        if evidence not in self._marks:
            first = self._marks[evidence] = self._new_mark(evidence)
            if self._tip_once:
                self._marks[evidence] = _SAME.format(
                    self._numbers[evidence], gettext("Source %(number)s", number=self._numbers[evidence])
                )
            return first
        return self._marks[evidence]

    def _new_mark(self, evidence: Evidence) -> Markup:
        number = self._numbers.setdefault(evidence, len(self._numbers) + 1)
        lines = sureness(evidence)
        for heading, sources in groups(evidence):
            lines += [heading] if heading else []
            lines += [source.title or source.iri for source in sources[:_FEW]]
            if len(sources) > _FEW:
                lines.append(gettext("and %(count)s more", count=len(sources) - _FEW))
        # Whoever hears the page is told by the list; this is for the eye.
        tip = Markup("").join(Markup('<span dir="auto">{}</span>').format(line) for line in lines)
        return Markup(
            '<sup class="cite"><a href="#note-{0}" aria-label="{1}">{0}</a>'
            '<span class="tip" aria-hidden="true">{2}</span></sup>'
        ).format(number, gettext("Source %(number)s", number=number), tip)


def sureness(evidence: Evidence) -> list[str]:
    """Return in sentences how sure a fact is, and whether a rule made it."""
    said = [_CONFIDENCES.get(evidence.confidence), _READINGS.get(evidence.reading)]
    sentences = [str(sentence) for sentence in said if sentence is not None]
    if evidence.computed:
        sentences.append(gettext("The day is computed back from the entry into force."))
    if evidence.in_part:
        sentences.append(gettext("For a part of it no document was found."))
    if evidence.derived:
        sentences.append(gettext("Derived by rule from facts with these sources."))
    return sentences


def groups(evidence: Evidence) -> list[tuple[str, tuple[Source, ...]]]:
    """Return the sources by what they give, each group under its heading, "" where it needs none."""
    first = ""
    if evidence.existence:
        # Of an act whose day is computed the sources have only what it is computed from.
        of_act = evidence.computed and not evidence.derived
        first = gettext("The entry into force:") if of_act else gettext("The day:")
    found = (
        (first, evidence.sources),
        (gettext("Only that it took place:"), evidence.existence),
        (gettext("Read beside it, a copy, a translation or a table of days:"), evidence.beside),
        (gettext("Only its names in other languages:"), evidence.names),
    )
    return [(heading, sources) for heading, sources in found if sources]
