"""The tables of `data/`: one row class a table, each saying its row as triples; `TABLES` lists them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from untoc_graph.graph.rows.actions import Action, Conflict, GazetteEntry
from untoc_graph.graph.rows.concepts import ConceptLabel, HarmLink
from untoc_graph.graph.rows.conference import Body, ClusterProvision, Decision, ReviewElement, Session
from untoc_graph.graph.rows.instruments import Identifier, Instrument, InstrumentTitle
from untoc_graph.graph.rows.offences import Offence, OffenceElement
from untoc_graph.graph.rows.organisations import Membership, Organisation
from untoc_graph.graph.rows.participants import (
    FormerName,
    LandNeighbour,
    Participant,
    ParticipantName,
    Region,
)
from untoc_graph.graph.rows.provisions import Article, Paragraph, ProvisionHeading
from untoc_graph.graph.rows.related import RelatedInstrument, RelatedParticipation
from untoc_graph.graph.rows.sources import Source
from untoc_graph.graph.rows.statements import Authority, Gap, Statement, StatementTerritory
from untoc_graph.graph.rows.translations import Translation
from untoc_graph.graph.rows.withdrawn import Withdrawn

if TYPE_CHECKING:
    from untoc_graph.graph.tables import Row

__all__ = ["TABLES"]

TABLES: tuple[type[Row], ...] = (
    Action,
    Article,
    Authority,
    Body,
    ClusterProvision,
    ConceptLabel,
    Conflict,
    Decision,
    FormerName,
    Gap,
    GazetteEntry,
    HarmLink,
    Identifier,
    Instrument,
    InstrumentTitle,
    LandNeighbour,
    Membership,
    Offence,
    OffenceElement,
    Organisation,
    Paragraph,
    Participant,
    ParticipantName,
    ProvisionHeading,
    Region,
    RelatedInstrument,
    RelatedParticipation,
    ReviewElement,
    Session,
    Source,
    Statement,
    StatementTerritory,
    Translation,
    Withdrawn,
)
