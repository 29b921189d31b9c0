"""States and organizations: codes, groups, regions, names now and before, neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from untoc_graph.graph import cells
from untoc_graph.graph.triples import confidence_of, days, describe, label, note, things, value
from untoc_graph.namespaces import PREFIXES, UNTOC, mint

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from untoc_graph.graph.triples import Triple

__all__ = ["FormerName", "LandNeighbour", "Participant", "ParticipantName", "Region"]

_LATITUDE = URIRef(PREFIXES["wgs"] + "lat")
_LONGITUDE = URIRef(PREFIXES["wgs"] + "long")


@dataclass(frozen=True)
class Participant:
    """A state or organization, keyed by its ISO 3166-1 alpha-3 code (the European Union: `EU`)."""

    TABLE: ClassVar[str] = "participants.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "participant"

    participant: str = cells.key()
    kind: str = cells.ref("participant-kind")
    iso_alpha2: str = cells.text()
    m49: str = cells.text(required=False)
    faostat: str = cells.text(required=False)
    un_member_since: dt.date | None = cells.date(required=False)
    regional_group: str = cells.ref("regional-group", required=False)
    regional_group_note: str = cells.text(required=False)
    region: str = cells.ref("region", required=False)
    ldc: bool | None = cells.boolean(required=False)
    lldc: bool | None = cells.boolean(required=False)
    sids: bool | None = cells.boolean(required=False)
    latitude: Literal | None = cells.decimal(required=False)
    longitude: Literal | None = cells.decimal(required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the participant."""
        return mint("participant", self.participant)

    def triples(self) -> Iterator[Triple]:
        """Yield the participant with its codes, group and place."""
        organization = self.kind == "regional-organization"
        yield from describe(
            self.node(),
            UNTOC.RegionalOrganization if organization else UNTOC.State,
            source=self.source,
            participantKind=mint("participant-kind", self.kind),
            regionalGroup=things("regional-group", self.regional_group),
            region=things("region", self.region),
            leastDeveloped=value(self.ldc),
            landlockedDeveloping=value(self.lldc),
            smallIslandDeveloping=value(self.sids),
            confidence=confidence_of(self.source),
            **days(unMemberSince=self.un_member_since),
        )
        codes = {"iso3166-1-alpha-2": self.iso_alpha2, "m49": self.m49, "faostat": self.faostat}
        if not organization:
            codes["iso3166-1-alpha-3"] = self.participant
        for scheme, code in codes.items():
            if code:
                yield self.node(), SKOS.notation, Literal(code, datatype=UNTOC[scheme])
        if self.latitude is not None and self.longitude is not None:
            yield self.node(), _LATITUDE, self.latitude
            yield self.node(), _LONGITUDE, self.longitude
        yield from note(self.node(), self.regional_group_note)


@dataclass(frozen=True)
class ParticipantName:
    """A name of a participant in one language, as one authority writes it."""

    TABLE: ClassVar[str] = "participant_names.csv"
    KEY: ClassVar[int] = 4
    COLLECTION: ClassVar[str] = ""

    participant: str = cells.ref("participant")
    kind: str = cells.one_of("un-short", "un-formal", "cldr", "gazette")
    lang: str = cells.language()
    name: str = cells.text()
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the participant."""
        return mint("participant", self.participant)

    def triples(self) -> Iterator[Triple]:
        """Yield the name: the short name of the United Nations is the preferred one."""
        kind = {"un-short": SKOS.prefLabel, "un-formal": UNTOC.formalName}.get(self.kind, SKOS.altLabel)
        yield self.node(), kind, Literal(self.name, lang=self.lang)
        yield from describe(self.node(), source=self.source)


@dataclass(frozen=True)
class FormerName:
    """A name that a state bore in the United Nations, and between which days."""

    TABLE: ClassVar[str] = "former_names.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "former-name"

    former_name: str = cells.key()
    participant: str = cells.ref("participant", required=False)
    historical_code: str = cells.text(required=False)
    name: str = cells.text()
    m49: str = cells.text(required=False)
    valid_from: dt.date = cells.date()
    valid_to: dt.date | None = cells.date(required=False)
    source: tuple[str, ...] = cells.refs("source")
    note: str = cells.text(required=False)

    def node(self) -> URIRef:
        """Return the former name."""
        return mint("former-name", self.former_name)

    def triples(self) -> Iterator[Triple]:
        """Yield the name; an entity that ended has no participant, only its historical code."""
        yield from describe(
            self.node(),
            UNTOC.FormerName,
            source=self.source,
            participant=things("participant", self.participant),
            historicalCode=value(self.historical_code),
            confidence=confidence_of(self.source),
            **days(validFrom=self.valid_from, validTo=self.valid_to),
        )
        yield from label(self.node(), self.name)
        if self.m49:
            yield self.node(), SKOS.notation, Literal(self.m49, datatype=UNTOC.m49)
        yield from note(self.node(), self.note)


@dataclass(frozen=True)
class LandNeighbour:
    """That two states share a land border; written once, holding both ways."""

    TABLE: ClassVar[str] = "land_neighbours.csv"
    KEY: ClassVar[int] = 2
    COLLECTION: ClassVar[str] = ""

    participant: str = cells.ref("participant")
    neighbour: str = cells.ref("participant")
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the first of the two states."""
        return mint("participant", self.participant)

    def triples(self) -> Iterator[Triple]:
        """Yield the border in both directions."""
        neighbour = mint("participant", self.neighbour)
        yield self.node(), UNTOC.neighbour, neighbour
        yield neighbour, UNTOC.neighbour, self.node()
        for state in (self.node(), neighbour):
            yield from describe(state, source=self.source)


@dataclass(frozen=True)
class Region:
    """A region of M49, below a larger one."""

    TABLE: ClassVar[str] = "regions.csv"
    KEY: ClassVar[int] = 1
    COLLECTION: ClassVar[str] = "region"

    region: str = cells.key()
    name: str = cells.text()
    level: str = cells.one_of("world", "region", "subregion", "intermediate")
    broader: str = cells.ref("region", required=False)
    source: tuple[str, ...] = cells.refs("source")

    def node(self) -> URIRef:
        """Return the region."""
        return mint("region", self.region)

    def triples(self) -> Iterator[Triple]:
        """Yield the region and the one that it lies in."""
        yield from describe(
            self.node(),
            UNTOC.Region,
            source=self.source,
            level=value(self.level),
            confidence=confidence_of(self.source),
        )
        yield self.node(), SKOS.notation, Literal(self.region, datatype=UNTOC.m49)
        for broader in things("region", self.broader):
            yield self.node(), SKOS.broader, broader
        yield from label(self.node(), self.name)
