"""Which reservations, declarations and territorial limits of either touch what an answer relies on.

Convention, article 35(3)-(4) on reservations, 36 and 40; objections by the law of treaties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from untoc_graph.answers.findings import StatementTouching
from untoc_graph.answers.law import key_touches
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from untoc_graph.answers.dossier import Statement
    from untoc_graph.answers.pair import Pair
    from untoc_graph.answers.standing import Standing

__all__ = ["statements_between", "statements_touching"]

# What names an authority or a language is a channel, not a limit.
_CHANNELS: Final = frozenset(
    {
        "central-authority",
        "mla-language",
        "boarding-authority",
        "firearms-contact-point",
        "prevention-authority",
    }
)
_STANDS: Final = {
    "standing": "",
    "withdrawn": " It was withdrawn.",
    "withdrawn-undated": " It was withdrawn, on a day that no source gives.",
}


def statements_touching(pair: Pair, relied_on: Collection[str]) -> tuple[StatementTouching, ...]:
    """Return the statements of either that touch a provision relied on, and objections between the two.

    Args:
        pair: the two and the day; statements made after it are left out.
        relied_on: keys of the provisions that the answer rests on.
    """
    return tuple(_touching(pair, relied_on))


def statements_between(pair: Pair) -> Iterator[tuple[Statement, Standing]]:
    """Yield what either had said by the day under an instrument between the two, with its standing.

    An objection counts where it is to a statement of the other.
    """
    in_force = {each.instrument.key for each in pair.instruments if each.in_force_between is not False}
    for side, other in (pair.sides, pair.sides[::-1]):
        of_other = {statement.key for statement in other.statements}
        for statement, standing in pair.statements(side):
            between = statement.objects_to is None or statement.objects_to in of_other
            if between and statement.instrument in in_force:
                yield statement, standing


def _touching(pair: Pair, relied_on: Collection[str]) -> Iterator[StatementTouching]:
    for statement, standing in statements_between(pair):
        touched = tuple(
            key
            for key in statement.provisions
            if statement.objects_to is not None or any(key_touches(key, each) for each in relied_on)
        )
        if statement.subject not in _CHANNELS and (touched or not statement.provisions):
            yield _finding(pair, statement, standing, touched)


def _finding(
    pair: Pair, statement: Statement, standing: Standing, touched: tuple[str, ...]
) -> StatementTouching:
    (side,) = (each for each in pair.sides if each.key == statement.participant)
    touches: Literal["provision", "whole-instrument"] = "provision" if touched else "whole-instrument"
    where = "; ".join(statement.territories)
    said = statement.gist if not where else f"{statement.gist} ({where})"
    instrument = pair.law.instruments[statement.instrument]
    kind = statement.kind.replace("-", " ")
    return StatementTouching(
        sentence=f"{side.name}, {kind} under the {instrument.name}: {said}{_STANDS[standing]}",
        provisions=pair.law.cited(touched),
        facts=tuple(
            f"{BASE}statement/{key}"
            for key in (statement.key, statement.objects_to, statement.withdrawn_by)
            if key is not None
        ),
        statement=statement.thing,
        participant=side.key,
        kind=statement.kind,
        instrument=statement.instrument,
        touches=touches,
        standing=standing,
        date=statement.date,
        gist=statement.gist,
        reading=statement.reading,
        territory=statement.territory,
        objects_to=statement.objects_to,
    )
