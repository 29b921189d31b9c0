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

    from untoc_graph.answers.dossier import Dossier, Statement
    from untoc_graph.answers.pair import Pair
    from untoc_graph.answers.standing import Standing

__all__ = ["statements_touching"]

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
    in_force = {each.instrument.key for each in pair.instruments if each.in_force_between is not False}
    return tuple(_touching(pair, relied_on, in_force))


def _touching(pair: Pair, relied_on: Collection[str], in_force: set[str]) -> Iterator[StatementTouching]:
    for side, other in ((pair.requesting, pair.requested), (pair.requested, pair.requesting)):
        of_other = {statement.key for statement in other.statements}
        for statement, standing in pair.statements(side):
            if statement.subject in _CHANNELS or statement.instrument not in in_force:
                continue
            if statement.objects_to is not None and statement.objects_to not in of_other:
                continue
            touched = tuple(
                sorted(
                    key
                    for key in statement.provisions
                    if statement.objects_to is not None or any(key_touches(key, each) for each in relied_on)
                )
            )
            if touched or not statement.provisions:
                yield _finding(pair, side, statement, standing, touched)


def _finding(
    pair: Pair, side: Dossier, statement: Statement, standing: Standing, touched: tuple[str, ...]
) -> StatementTouching:
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
