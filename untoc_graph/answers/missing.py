"""What an answer lacks or cannot be sure of, said beside it: *not known* is never left to be read as *no*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.answers.findings import Missing
from untoc_graph.answers.law import CONVENTION, FIREARMS, SMUGGLING
from untoc_graph.answers.related import of_others
from untoc_graph.answers.statements import statements_between
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from untoc_graph.answers.dossier import Dossier, Participation
    from untoc_graph.answers.findings import (
        Channels,
        Extradition,
        InstrumentBetween,
        OffencePath,
        StatementTouching,
    )
    from untoc_graph.answers.law import Crime, Thing
    from untoc_graph.answers.pair import Pair

__all__ = ["THIN_AFTER", "missing"]

# One gazette stopped printing statements about then; see the notes on the sources.
THIN_AFTER: Final = 2015


def missing(
    pair: Pair,
    crime: Crime | None,
    paths: Sequence[OffencePath],
    extradition: Extradition | None,
    channels: Channels,
    statements: Sequence[StatementTouching],
) -> tuple[Missing, ...]:
    """Return what is missing or doubtful in an answer, the nearest to its heart first."""
    return (
        *_dates(pair, crime),
        *_positions(pair, extradition),
        *_channels(pair, crime, paths, channels),
        *_readings(pair, extradition, statements),
        *_undated(pair, extradition, channels, statements),
        *_withdrawals(pair),
        *_texts_not_found(pair),
        *_lists(pair, crime, paths),
        *_never_collected(pair, paths, extradition),
    )


def _dates(pair: Pair, crime: Crime | None) -> Iterator[Missing]:
    """Yield dates that are not sourced, rest on one source, or are contested, of what the crime rests on."""
    covering = {coverage.instrument for coverage in pair.law.coverages.get(crime.key, ())} if crime else None
    for between in pair.instruments:
        if covering is not None and between.instrument.key not in {CONVENTION, *covering}:
            continue
        if _no_day_matters(between):
            continue
        for side in pair.sides:
            participation = side.participations.get(between.instrument.key)
            if participation is not None and participation.act is not None:
                yield from _date(side, participation, between.instrument.name)


def _no_day_matters(between: InstrumentBetween) -> bool:
    """Whether no date can change the answer: one of the two is no party at all."""
    return between.requesting.iri is None or between.requested.iri is None


def _date(side: Dossier, participation: Participation, instrument: str) -> Iterator[Missing]:
    act = participation.act or ""
    if participation.in_force_from is None:
        yield _missing(
            "no-date",
            side,
            f"No source gives the day on which {side.name} consented to the {instrument}: it became "
            f"bound between {participation.not_before} and {participation.not_after}.",
            act,
        )
    if participation.confidence == "sourced-one":
        yield _missing(
            "one-source",
            side,
            f"The day of consent of {side.name} to the {instrument} rests on one source.",
            act,
        )
    for contest in participation.contests:
        said = f"{contest.date}: {contest.note}" if contest.date else contest.note
        yield _missing(
            "conflict",
            side,
            f"Another source disagrees on the consent of {side.name} to the {instrument} ({said}).",
            act,
            f"{BASE}conflict/{contest.key}",
        )


def _positions(pair: Pair, extradition: Extradition | None) -> Iterator[Missing]:
    """Yield what is not known of what either side takes as its basis for extradition."""
    if extradition is not None and pair.convention.in_force_between is not False:
        for side, position in zip(
            pair.sides, (extradition.requesting_16_5, extradition.requested_16_5), strict=True
        ):
            if position == "not-notified":
                yield _missing(
                    "no-notification",
                    side,
                    f"Our sources have no notification of {side.name} under article 16(5); whether it "
                    "makes extradition conditional on a treaty is not known here.",
                    side.iri,
                )
            elif position != "not-applicable" and side is pair.requested:
                yield _missing(
                    "domestic-law",
                    side,
                    f"Whether the law of {side.name} makes extradition conditional on a treaty is in the "
                    "graph only as far as its notification tells.",
                    *extradition.facts,
                )


def _channels(
    pair: Pair, crime: Crime | None, paths: Sequence[OffencePath], channels: Channels
) -> Iterator[Missing]:
    """Yield channels that our sources do not have, of the instruments on which the crime rests."""
    reached = {path.instrument.key for path in paths}
    for instrument, channel in (
        (CONVENTION, channels.central_authority),
        (CONVENTION, channels.languages),
        (SMUGGLING, channels.boarding_authority),
        (FIREARMS, channels.firearms_contact),
    ):
        relevant = crime is None or instrument in {CONVENTION, *reached}
        if relevant and channel.status == "not-in-our-sources":
            yield _missing("no-notification", pair.requested, channel.sentence, *channel.facts)


def _readings(
    pair: Pair, extradition: Extradition | None, statements: Sequence[StatementTouching]
) -> Iterator[Missing]:
    """Yield statements relied on whose reading is not sure."""
    relied_on = _relied_on(extradition, statements)
    for side in pair.sides:
        for statement, _ in pair.statements(side):
            if statement.iri in relied_on and statement.reading != "high":
                yield _missing(
                    "low-reading",
                    statement.thing,
                    f"The reading of this statement of {side.name} is of {statement.reading} "
                    f"certainty: {statement.gist}",
                    statement.iri,
                )


def _relied_on(extradition: Extradition | None, statements: Sequence[StatementTouching]) -> set[str]:
    """Return the facts that extradition and the statements listed rest on."""
    facts = {fact for found in statements for fact in found.facts}
    return facts | set(extradition.facts if extradition else ())


def _undated(
    pair: Pair,
    extradition: Extradition | None,
    channels: Channels,
    statements: Sequence[StatementTouching],
) -> Iterator[Missing]:
    """Yield the statements relied on without a day, in one, where the day asked about is a past one."""
    relied_on = _relied_on(extradition, statements)
    relied_on.update(channels.central_authority.facts, channels.languages.facts)
    undated = [
        statement.iri
        for side in pair.sides
        for statement, _ in pair.statements(side)
        if statement.date is None and statement.iri in relied_on
    ]
    if undated and pair.on < pair.law.as_of:
        yield _missing(
            "no-date",
            None,
            f"No source gives the day of {len(undated)} of the statements relied on; they count as "
            f"made with the consent, so whether each was made by {pair.on} is not certain.",
            *undated,
        )


def _withdrawals(pair: Pair) -> Iterator[Missing]:
    """Yield withdrawals without a day, where it matters whether they were made by then."""
    for statement, standing in statements_between(pair):
        if standing == "withdrawn-undated":
            yield _missing(
                "no-date",
                statement.thing,
                f"No source gives the day on which this statement was withdrawn; whether it still stood on "
                f"{pair.on} is not known: {statement.gist}",
                statement.iri,
                f"{BASE}statement/{statement.withdrawn_by}",
            )


def _texts_not_found(pair: Pair) -> Iterator[Missing]:
    """Yield statements that are known to exist and were not found."""
    for side in pair.sides:
        for gap in side.gaps:
            instrument = pair.law.instruments.get(gap.instrument)
            if instrument is not None and pair.in_force(gap.instrument) is not False:
                yield _missing(
                    "text-not-found",
                    side,
                    f"{side.name}, {instrument.name}: {gap.missing}.",
                    f"{BASE}gap/{gap.key}",
                )


def _lists(pair: Pair, crime: Crime | None, paths: Sequence[OffencePath]) -> Iterator[Missing]:
    """Yield other treaties of which it is not known whether they bind both; in one for all crimes.

    Those of a region that is not that of the two stand among the paths alone.
    """
    unknown = [
        path
        for path in paths
        if path.kind == "related-instrument"
        and path.standing == "not-known"
        and not of_others(pair.law.related[path.instrument.key], pair)
    ]
    if crime is not None:
        for path in unknown:
            yield _missing("not-collected", path.instrument, path.sentence, *path.facts)
    elif unknown:
        names = ", ".join(path.instrument.name for path in unknown)
        yield _missing(
            "not-collected",
            None,
            f"Of {len(unknown)} other treaties it is not known whether they bind both: {names}.",
            *(fact for path in unknown for fact in path.facts),
        )


def _never_collected(
    pair: Pair, paths: Sequence[OffencePath], extradition: Extradition | None
) -> Iterator[Missing]:
    """Yield what the graph does not hold at all."""
    if any(path.kind == "serious-crime" for path in paths):
        yield _missing(
            "domestic-law",
            None,
            "The maximum penalties in the law of the two are not in the graph.",
            f"{BASE}dataset/untoc",
        )
    if extradition is not None:
        yield _missing(
            "bilateral-treaties",
            None,
            "Bilateral extradition treaties and regional arrangements between the two are not in the graph.",
            f"{BASE}dataset/untoc",
        )
    yield _missing(
        "not-collected-after",
        None,
        f"Statements made after {THIN_AFTER} are thinly covered by our sources; the data is of "
        f"{pair.law.as_of}.",
        f"{BASE}dataset/untoc",
    )
    if pair.on > pair.law.as_of:
        yield _missing(
            "after-data",
            None,
            f"The day asked about, {pair.on}, is later than the data, {pair.law.as_of}: what happened "
            "since is not in it.",
            f"{BASE}dataset/untoc",
        )


def _missing(kind: str, about: Thing | None, sentence: str, *facts: str) -> Missing:
    return Missing(
        sentence=sentence, provisions=(), facts=tuple(fact for fact in facts if fact), kind=kind, about=about
    )
