"""Extradition: what each side said under article 16(5), and what follows for a request.

Convention, article 16(3) to (7). The consequences are data: scheme:consequences in
ontology/schemes/law.ttl, shown as a table in docs/law.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast, get_args

from untoc_graph.answers.findings import Extradition, Position
from untoc_graph.answers.law import key_touches
from untoc_graph.answers.related import other_treaties
from untoc_graph.answers.statements import statements_between

if TYPE_CHECKING:
    from untoc_graph.answers.dossier import Dossier, Statement
    from untoc_graph.answers.law import Consequence
    from untoc_graph.answers.pair import Pair

__all__ = ["FORM", "extradition", "position_16_5", "said_under_16_5"]

FORM: Final = "extradition"
_SUBJECT: Final = "extradition-legal-basis"
# How the gist of a notification calls the term that the other side does the same.
_RECIPROCITY: Final = "reciprocity"
_POSITIONS: Final = frozenset(get_args(Position))


def extradition(pair: Pair) -> Extradition:
    """Return what the two said under article 16(5) and the consequence for a request of the first."""
    requested = position_16_5(pair, pair.requested)
    requesting = position_16_5(pair, pair.requesting)
    said = [each.iri for side in pair.sides for each in said_under_16_5(pair, side)]
    treaties = other_treaties(pair, FORM)
    sentence, provisions, facts = _consequence(pair, requested, requesting)
    if pair.convention.in_force_between is not False:
        reserved = _other_words_on_16(pair)
        terms = _terms(pair, requested, requesting)
        sentence = " ".join((sentence, *terms, *(each for each, _ in reserved)))
        said.extend(fact for _, fact in reserved)
    return Extradition(
        sentence=sentence,
        provisions=pair.law.cited(provisions),
        facts=(*facts, *said, *pair.convention.facts),
        requested_16_5=requested,
        requesting_16_5=requesting,
        consequence=sentence,
        other_treaties=treaties,
    )


def position_16_5(pair: Pair, side: Dossier) -> Position:
    """Return what one of the two had said by the day: for the whole of it, if there is such a notification.

    A notification made for a territory speaks for that territory alone; where there is no other, the
    participant has not notified.
    """
    notification = _for_the_whole(pair, side)
    position = notification.value if notification else "not-notified"
    assert position in _POSITIONS  # noqa: S101  the shapes of statements keep the values to these
    return cast("Position", position)


def _for_the_whole(pair: Pair, side: Dossier) -> Statement | None:
    """Return the last notification under article 16(5) for the whole of one of the two, if there is one."""
    whole = [each for each in said_under_16_5(pair, side) if each.territory is None]
    return whole[-1] if whole else None


def said_under_16_5(pair: Pair, side: Dossier) -> tuple[Statement, ...]:
    """Return the notifications of one of the two under article 16(5) that stood on the day."""
    return tuple(
        statement
        for statement, standing in pair.statements(side)
        if statement.subject == _SUBJECT and statement.value is not None and standing == "standing"
    )


def _consequence(
    pair: Pair, requested: Position, requesting: Position
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the sentence, the provisions and the facts of what follows."""
    in_force = pair.convention.in_force_between
    if in_force is False:
        said = (
            f"Article 16 does not apply: the Convention was not in force between {pair.names} on {pair.on}."
        )
        return said, ("untoc-38",), ()
    consequence = _article_16_5(pair, requested, requesting)
    said = consequence.sentence.format(requested=pair.requested.name, requesting=pair.requesting.name)
    if in_force is None:
        if not consequence.sentence.startswith("{"):
            said = said[:1].lower() + said[1:]
        said = f"Whether the Convention was in force between the two is not known; if it was: {said}"
    return said, consequence.provisions, (consequence.iri,)


def _terms(pair: Pair, requested: Position, requesting: Position) -> list[str]:
    """Return on which terms the requested state takes the Convention as basis, as its notification says.

    The terms are known only in words. Where they are reciprocity and the requesting state notified nothing,
    whether they are met is not known.
    """
    notification = _for_the_whole(pair, pair.requested)
    if notification is None or requested != "conditional":
        return []
    said = [f"What {pair.requested.name} notified, in short: {notification.gist.removesuffix('.')}."]
    if requesting == "not-notified" and _RECIPROCITY in notification.gist.lower():
        said.append(f"Whether {pair.requesting.name} would do the same is not notified in our sources.")
    return said


def _other_words_on_16(pair: Pair) -> list[tuple[str, str]]:
    """Return what either reserved or declared on article 16 besides 16(5), as sentences with the statement.

    A reservation to 16(4) takes away what the consequence of 16(5) may rest on.
    """
    names = {side.key: side.name for side in pair.sides}
    found = []
    for statement, standing in statements_between(pair):
        touched = [key for key in statement.provisions if key_touches(key, "untoc-16")]
        if statement.subject == _SUBJECT or standing == "withdrawn" or not touched:
            continue
        cited = pair.law.citation(pair.law.cited(tuple(touched)))
        doubt = "" if standing == "standing" else "; it was withdrawn on a day that no source gives"
        found.append(
            (
                f"But see the {statement.kind} of {names[statement.participant]} on article {cited}: "
                f"{statement.gist.removesuffix('.')}{doubt}.",
                statement.iri,
            )
        )
    return found


def _article_16_5(pair: Pair, requested: Position, requesting: Position) -> Consequence:
    """Return the consequence of what both said: the one that names the requesting side's word comes first."""
    matching = [each for each in pair.law.consequences if each.requested_says == requested]
    named = [each for each in matching if each.requesting_says == requesting]
    anyway = [each for each in matching if each.requesting_says is None]
    return (named or anyway)[0]
