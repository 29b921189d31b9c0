"""One plain paragraph on top of an answer: what binds the two, on what the crime rests, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from untoc_graph.answers.forms import duty_in_words
from untoc_graph.answers.law import CONVENTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from untoc_graph.answers.findings import Extradition, FormOffered, OffencePath
    from untoc_graph.answers.law import Crime, Form
    from untoc_graph.answers.pair import Pair

__all__ = ["DISCLAIMER", "summary"]

DISCLAIMER: Final = (
    "This is information computed from published facts, not legal advice; the depositary, the "
    "Secretary-General of the "
    "United Nations, keeps the records that count."
)

_CONSIDERED: Final = "shall-consider"
_DUTY: Final = {
    "mandatory": "a duty",
    "optional": "an option",
    "mixed": "part duty, part option",
    "none": "described without a duty",
}


def summary(
    pair: Pair,
    crime: Crime | None,
    form: Form | None,
    paths: Sequence[OffencePath],
    forms: Sequence[FormOffered],
    extradition: Extradition | None,
) -> str:
    """Return the summary: two to four sentences that each rest on the findings given."""
    said = [_binding(pair)]
    if crime is not None:
        said.append(_offence(crime, paths))
    if form is not None:
        said.append(_form(pair, crime, form, forms))
    if extradition is not None and pair.convention.in_force_between is not False:
        said.append(extradition.sentence)
    return " ".join(said)


def _binding(pair: Pair) -> str:
    bound = [each for each in pair.instruments if each.in_force_between]
    unknown = [each for each in pair.instruments if each.in_force_between is None]
    names = [f"the {each.instrument.name}{f' (since {each.since})' if each.since else ''}" for each in bound]
    on = f"On {pair.on}"
    if pair.on > pair.law.as_of:
        # Who joined or left since is not in the data, so no bare yes or no is said of a later day.
        on = f"As far as the lists of parties of {pair.law.as_of} tell, on {pair.on}"
    said = (
        f"{on} {pair.names} were both bound by {_listed(names)}"
        if names
        else f"{on} none of the instruments was {'known to be ' if unknown else ''}in force between "
        f"{pair.names}"
    )
    if unknown:
        said += f"; of {_listed([f'the {each.instrument.name}' for each in unknown])} it is not known"
    return f"{said}."


def _offence(crime: Crime, paths: Sequence[OffencePath]) -> str:
    established = [
        path for path in paths if path.standing == "established" and path.kind != "related-instrument"
    ]
    if established:
        first = established[0]
        how = "a Convention offence" if first.kind == "convention-offence" else "a Protocol offence"
        return f"{crime.name} is {how} between them ({_citations(first)}), where the conditions are shown."
    if any(path.kind == "serious-crime" and path.standing == "possible" for path in paths):
        in_doubt = [f"the {path.instrument.name}" for path in paths if path.kind == "protocol-offence"]
        extent = "at least" if in_doubt else "only"
        doubt = f"; whether as an offence of {_listed(in_doubt)} is not known" if in_doubt else ""
        return (
            f"{crime.name} is covered {extent} as a serious crime, if the law of both sets a maximum of "
            f"at least four years (2(b), 3(1)(b)){doubt}."
        )
    if any(path.kind != "related-instrument" for path in paths):
        return f"Whether {_small(crime.name)} is an offence for cooperation between them is not known."
    return f"No path under these instruments is open between them for {_small(crime.name)}."


def _citations(path: OffencePath) -> str:
    """Return the provisions that make it an offence; what states need only consider is told apart."""
    bring_in = [each for each in path.provisions if each.key.endswith("-1-3")]
    cited = bring_in or [each for each in path.provisions if each.key != "untoc-3-1-a"]
    duties = [each.citation for each in cited if each.modality != _CONSIDERED][:3]
    chosen = [each.citation for each in cited if each.modality == _CONSIDERED]
    named = "" if path.instrument.key == CONVENTION else f"{path.instrument.name} "
    if not chosen:
        return f"{named}{', '.join(duties)}"
    only = "only where both have chosen to make it one"
    if not duties:
        return f"{named}{', '.join(chosen)}, {only}"
    return f"{named}{', '.join(duties)}; under {', '.join(chosen)} {only}"


def _form(pair: Pair, crime: Crime | None, form: Form, forms: Sequence[FormOffered]) -> str:
    offered = next((each for each in forms if each.form.key == form.key), None)
    if offered is None:
        for_this = f" for {_small(crime.name)}" if crime else ""
        return f"{form.name} is not offered{for_this} by an instrument in force between them."
    cited = pair.law.citation(offered.provisions)
    if offered.available is None:
        return f"Whether {_small(form.name)} ({cited}) is open to them is not known."
    touched = f"; statements that touch it: {len(offered.touched_by)}" if offered.touched_by else ""
    duty = duty_in_words(offered.obligation, offered.provisions, _DUTY)
    return f"{form.name} rests on article {cited}: {duty}{touched}."


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
