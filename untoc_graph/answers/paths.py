"""By which path a crime is an offence for cooperation between two participants, the strongest first.

Convention offences: articles 3(1)(a), 5, 6, 8 and 23. Protocol offences: article 1(3) of each Protocol,
only where both are bound by it. Any other serious crime: articles 2(b) and 3(1)(b). Then other treaties that
cover the crime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from untoc_graph.answers.findings import ConditionToShow, OffencePath
from untoc_graph.answers.law import CONVENTION, Condition, Coverage, Crime
from untoc_graph.answers.pair import both
from untoc_graph.answers.related import facts_of, in_force_between, why_not_known
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from untoc_graph.answers.pair import Pair

__all__ = ["conditions_to_show", "offence_paths"]

_SERIOUS_CRIME: Final = ("untoc-2-b", "untoc-3-1-b")


def offence_paths(pair: Pair, crimes: Sequence[Crime]) -> tuple[OffencePath, ...]:
    """Return the paths that are open for any of the crimes, or of which it is not known, the strongest first.

    Args:
        pair: the two and the day.
        crimes: the crime types asked about, one or all.
    """
    return (
        *_article_3_1_a(pair, crimes),
        *_article_1_3_of_protocols(pair, crimes),
        *_article_3_1_b(pair, crimes),
        *_other_treaties(pair, crimes),
    )


def conditions_to_show(pair: Pair, conditions: Iterable[Condition]) -> tuple[ConditionToShow, ...]:
    """Return the conditions as parts of an answer."""
    return tuple(
        ConditionToShow(
            sentence=condition.sentence,
            provisions=pair.law.cited(condition.provisions),
            facts=(condition.iri,),
            condition=condition,
        )
        for condition in conditions
    )


def _article_3_1_a(pair: Pair, crimes: Sequence[Crime]) -> Iterator[OffencePath]:
    """Yield the path of the offences established under articles 5, 6, 8 and 23 of the Convention."""
    in_force = pair.in_force(CONVENTION)
    covered = _covered(pair, crimes, "convention-offence", CONVENTION)
    if in_force is False or not covered:
        return
    yield _path(pair, "convention-offence", CONVENTION, crimes, covered, in_force)


def _article_1_3_of_protocols(pair: Pair, crimes: Sequence[Crime]) -> Iterator[OffencePath]:
    """Yield the path of the offences of each Protocol, which count as established under the Convention."""
    for protocol in pair.law.instruments:
        if protocol == CONVENTION:
            continue
        covered = _covered(pair, crimes, "protocol-offence", protocol)
        # The measures are the Convention's, so both must be bound by it too (37(2) sees to that).
        in_force = both(pair.in_force(protocol), pair.in_force(CONVENTION))
        if covered and in_force is not False:
            yield _path(pair, "protocol-offence", protocol, crimes, covered, in_force)


def _article_3_1_b(pair: Pair, crimes: Sequence[Crime]) -> Iterator[OffencePath]:
    """Yield the path of serious crime: open to any conduct, where the law of both sets four years or more."""
    in_force = pair.in_force(CONVENTION)
    if in_force is False:
        return
    standing: Literal["possible", "not-known"] = "possible" if in_force else "not-known"
    yield OffencePath(
        sentence=(
            f"{_crimes(crimes)} can be a serious crime under the Convention, if the law of both "
            f"{pair.names} punishes it with a maximum of at least four years (2(b), 3(1)(b))"
            f"{'' if in_force else '; whether the Convention was in force between them is not known'}."
        ),
        provisions=pair.law.cited(_SERIOUS_CRIME),
        facts=(*(crime.iri for crime in crimes), *pair.convention.facts),
        kind="serious-crime",
        standing=standing,
        instrument=pair.convention.instrument,
        crimes=tuple(crimes),
        since=pair.convention.since,
        conditions=conditions_to_show(pair, pair.law.conditions_of("serious-crime")),
    )


def _other_treaties(pair: Pair, crimes: Sequence[Crime]) -> Iterator[OffencePath]:
    """Yield the other treaties that cover one of the crimes or what it is a kind of, and may bind both."""
    for treaty in pair.law.related.values():
        covered = tuple(crime for crime in crimes if set(crime.wider).intersection(treaty.crimes))
        in_force = in_force_between(treaty, pair)
        if not covered or in_force is False:
            continue
        yield OffencePath(
            sentence=(
                f"The {treaty.name} lists both {pair.names} as parties."
                if in_force
                else why_not_known(treaty, pair)
            ),
            provisions=(),
            facts=facts_of(treaty, pair),
            kind="related-instrument",
            standing="established" if in_force else "not-known",
            instrument=treaty,
            crimes=covered,
            since=None,
            conditions=conditions_to_show(pair, pair.law.conditions_of("related-instrument")),
        )


def _path(
    pair: Pair,
    kind: Literal["convention-offence", "protocol-offence"],
    instrument: str,
    crimes: Sequence[Crime],
    covered: dict[str, tuple[Coverage, ...]],
    in_force: bool | None,
) -> OffencePath:
    """Return the path that the coverage of some of the crimes by an instrument opens."""
    between = pair.between(instrument)
    coverages = [coverage for found in covered.values() for coverage in found]
    open_to = tuple(crime for crime in crimes if crime.key in covered)
    bring_in = () if instrument == CONVENTION else (f"{instrument}-1-3",)
    cited = dict.fromkeys(key for coverage in coverages for key in coverage.provisions)
    return OffencePath(
        sentence=(
            f"{_crimes(open_to)} {'is' if len(open_to) == 1 else 'are'} established as an offence under the "
            f"{between.instrument.name}"
            f"{', and so counts as one under the Convention (1(3))' if bring_in else ''}"
            f"{'' if in_force else '; whether it was in force between the two is not known'}."
        ),
        provisions=pair.law.cited((*cited, *bring_in)),
        facts=(
            *(f"{BASE}coverage/{coverage.key}" for coverage in coverages),
            *dict.fromkeys(fact for coverage in coverages for fact in coverage.facts),
            *between.facts,
        ),
        kind=kind,
        standing="established" if in_force else "not-known",
        instrument=between.instrument,
        crimes=open_to,
        since=between.since,
        conditions=conditions_to_show(pair, _conditions_of(pair, kind, instrument, open_to)),
    )


def _conditions_of(pair: Pair, kind: str, instrument: str, crimes: Sequence[Crime]) -> tuple[Condition, ...]:
    """Return the conditions of a path; of those of Protocol offences, the ones that this Protocol sets.

    Where one crime is asked about, those of the crime belong to it too.
    """
    of_crime = crimes[0].wider if len(crimes) == 1 and kind == "protocol-offence" else ()
    others = set(pair.law.instruments) - {instrument, CONVENTION}
    return tuple(
        condition
        for condition in pair.law.conditions_of(kind, *of_crime)
        if not any(pair.law.provisions[key].instrument in others for key in condition.provisions)
    )


def _covered(
    pair: Pair, crimes: Sequence[Crime], path: str, instrument: str
) -> dict[str, tuple[Coverage, ...]]:
    """Return the coverages of each crime by an instrument on a path, where there are any."""
    found = {
        crime.key: tuple(
            coverage
            for coverage in pair.law.coverages.get(crime.key, ())
            if (coverage.path, coverage.instrument) == (path, instrument)
        )
        for crime in crimes
    }
    return {key: coverages for key, coverages in found.items() if coverages}


def _crimes(crimes: Sequence[Crime]) -> str:
    return crimes[0].name if len(crimes) == 1 else f"{len(crimes)} crime types"
