"""Whether another treaty binds both, as far as its list goes: absence from an incomplete list is not a no."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from untoc_graph.answers.findings import OtherTreaty
from untoc_graph.answers.pair import both
from untoc_graph.namespaces import BASE

if TYPE_CHECKING:
    from untoc_graph.answers.dossier import Dossier, RelatedStatus
    from untoc_graph.answers.law import Related
    from untoc_graph.answers.pair import Pair

__all__ = [
    "bound_by",
    "facts_of",
    "in_force_between",
    "listed_until",
    "of_others",
    "other_treaties",
    "why_not_known",
]

# The lists give the day of consent. None of these treaties binds later than a year after it: the longest wait
# is that of article 28 of the Forced Labour Convention, twelve months. The day itself is not in the data.
_WAIT: Final = timedelta(days=366)
_PERIOD: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?")


def in_force_between(treaty: Related, pair: Pair) -> bool | None:
    """Return whether the treaty binds both on the day of the pair; None where the lists do not tell."""
    if treaty.not_before is not None and pair.on < treaty.not_before:
        return False
    return both(*(bound_by(treaty, side, pair.on) for side in pair.sides))


def bound_by(treaty: Related, side: Dossier, on: date) -> bool | None:
    """Return whether the treaty binds one participant on the day; None where that is not known."""
    listed = side.related.get(treaty.key)
    if listed is None:
        until = listed_until(treaty)
        # "Yes" is said of the list as it stood: whoever is not on it may have joined since.
        open_ = treaty.absence != "yes" or side.key in treaty.unknown_for
        complete = not open_ and until is not None and on <= until
        return False if complete else None
    if listed.status != "party":
        return None
    if listed.date is not None:
        return None if _waits(listed, on) else listed.date <= on
    # A party without a day was one when the list was made, and still is as far as is known.
    since = listed.as_of or listed_until(treaty)
    return True if since is not None and since <= on else None


def listed_until(treaty: Related) -> date | None:
    """Return the last day for which the treaty's list speaks, None where it says none.

    The source may name a day, a month or a year, of which the last day is meant.
    """
    found = _PERIOD.match(treaty.as_of)
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"] or 12)
    return date(year, month, int(found["day"] or monthrange(year, month)[1]))


def other_treaties(pair: Pair, form: str) -> tuple[OtherTreaty, ...]:
    """Return the other treaties on a form of cooperation that bind both, or of which it is not known."""
    found = []
    for treaty in pair.law.related.values():
        if form not in treaty.forms:
            continue
        in_force = in_force_between(treaty, pair)
        if in_force is False:
            continue
        # 16(3) speaks of extradition treaties only, and between those whom the Convention binds.
        applies = form == "extradition" and pair.convention.in_force_between
        deemed = "; the offences are deemed included in it (16(3))" if applies else ""
        said = (
            f"The {treaty.name} lists both {pair.names} as parties{deemed}."
            if in_force
            else why_not_known(treaty, pair)
        )
        found.append(
            OtherTreaty(
                sentence=said,
                provisions=pair.law.cited(("untoc-16-3",)) if deemed else (),
                facts=facts_of(treaty, pair),
                treaty=treaty,
                in_force_between=in_force,
            )
        )
    return tuple(found)


def of_others(treaty: Related, pair: Pair) -> bool:
    """Return whether a treaty is of a region to which neither of two states belongs, and lists neither.

    That it binds both is not known where its list is old, but nobody would look for it between the two.
    """
    return treaty.region is not None and not any(
        treaty.key in side.related or side.key in treaty.region.members or not side.is_state
        for side in pair.sides
    )


def why_not_known(treaty: Related, pair: Pair) -> str:
    """Return the sentence that says why it is not known whether a treaty binds both."""
    until = listed_until(treaty)
    rows = [side.related.get(treaty.key) for side in pair.sides]
    if until is None:
        reason = "its parties are not collected here"
    elif until < pair.on and treaty.region is not None and of_others(treaty, pair):
        reason = (
            f"the list of its parties, which has neither, speaks up to {until}; neither is a member of the "
            f"{treaty.region.name}"
        )
    elif until < pair.on:
        reason = f"the list of its parties speaks up to {until}"
    elif any(row is not None and _waits(row, pair.on) for row in rows):
        reason = "who consented less than a year before may not have been bound by it yet"
    else:
        reason = "the list of its parties is not complete, or gives no day"
    return f"Whether the {treaty.name} binds both {pair.names} is not known: {reason}."


def _waits(listed: RelatedStatus, on: date) -> bool:
    """Return whether the consent of a party is known, and not whether it had taken effect by the day."""
    return listed.status == "party" and listed.date is not None and listed.date <= on < listed.date + _WAIT


def facts_of(treaty: Related, pair: Pair) -> tuple[str, ...]:
    """Return the IRIs of the treaty, of the organization that has neither, and of the rows that list them."""
    listed = (side.related.get(treaty.key) for side in pair.sides)
    region = (treaty.region.iri,) if treaty.region is not None and of_others(treaty, pair) else ()
    return (
        treaty.iri,
        *region,
        *(f"{BASE}related-participation/{row.key}" for row in listed if row is not None),
    )
