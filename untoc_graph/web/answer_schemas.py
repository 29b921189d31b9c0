"""The JSON of answers to questions of law, as JSON Schema for the description of the routes."""

from __future__ import annotations

from typing import Any, Final

from untoc_graph.namespaces import BASE

__all__ = ["SCHEMAS"]

_TEXT: Final = {"type": "string"}
_TEXT_OR_NONE: Final = {"type": ["string", "null"]}
_DAY: Final = {"type": "string", "format": "date"}
_DAY_OR_NONE: Final = {"type": ["string", "null"], "format": "date"}
_IRI: Final = {"type": "string", "format": "iri"}
_IRI_OR_NONE: Final = {"type": ["string", "null"], "format": "iri"}
# Null is "not known", which is not false.
_TRUTH: Final = {"type": ["boolean", "null"]}


def _enum(*values: str | bool | None) -> dict[str, Any]:
    return {"enum": list(values)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_none(schema: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [schema, {"type": "null"}]}


def _object(description: str = "", /, **properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all of these members and no others."""
    said = {"description": description} if description else {}
    return {
        "type": "object",
        **said,
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _finding(description: str = "", /, **properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part of an answer: a sentence with what it rests on, and more."""
    rests_on = {"sentence": _TEXT, "provisions": _list(_ref("Provision")), "facts": _list(_IRI)}
    return _object(description, **rests_on, **properties)


_THING: Final[dict[str, dict[str, Any]]] = {
    "key": {"type": "string", "description": "Last segment of the IRI."},
    "iri": {"type": "string", "format": "iri", "pattern": f"^{BASE}"},
    "name": {"type": "string", "description": "English label."},
}
_NAMED: Final = _object(
    "A thing, and by which name it was asked for where that is neither its key nor its label.",
    **_THING,
    asked_as=_TEXT_OR_NONE,
    note=_TEXT_OR_NONE,
)
_OBLIGATION: Final = _enum("mandatory", "optional", "mixed", "none")
_STATUS: Final = _enum("party", "party-undated", "signatory", "none")
_POSITION: Final = _enum("accepts", "declines", "conditional", "unclear", "not-applicable", "not-notified")
_KIND: Final = _enum("state", "organization")
_ABOUT: Final[dict[str, dict[str, Any]]] = {"on": _DAY, "release": _TEXT_OR_NONE, "data_as_of": _DAY}

_PARTS: Final = {
    "Thing": _object(**_THING),
    "Named": _NAMED,
    "Provision": _object(
        **_THING,
        citation={"type": "string", "examples": ["16(5)"]},
        instrument=_TEXT,
        obligation=_OBLIGATION,
        modality=_TEXT_OR_NONE,
    ),
    "SideStatus": _object(
        "Where one side stands to an instrument; `bound` is null where it is not known.",
        status=_STATUS,
        by=_TEXT_OR_NONE,
        since=_DAY_OR_NONE,
        bound=_TRUTH,
        because=_TEXT,
        iri=_IRI_OR_NONE,
    ),
    "Instrument": _finding(
        "An instrument between the two.",
        instrument=_ref("Thing"),
        requesting=_ref("SideStatus"),
        requested=_ref("SideStatus"),
        in_force_between=_TRUTH,
        since=_DAY_OR_NONE,
    ),
    "Condition": _finding("What must be shown.", condition=_ref("Thing")),
    "Path": _finding(
        "A way in which the crime is an offence for cooperation between the two.",
        kind=_enum("convention-offence", "protocol-offence", "serious-crime", "related-instrument"),
        standing=_enum("established", "possible", "not-known"),
        instrument=_ref("Thing"),
        crimes=_list(_ref("Thing")),
        since=_DAY_OR_NONE,
        conditions=_list(_ref("Condition")),
    ),
    "OtherTreaty": _finding(treaty=_ref("Thing"), in_force_between=_TRUTH),
    "Form": _finding(
        "A form of cooperation; `available` is null where it is not known to be open.",
        form=_ref("Thing"),
        obligation=_OBLIGATION,
        available=_enum(True, None),
        requires=_list(_TEXT),
        conditions=_list(_ref("Condition")),
        touched_by=_list(_TEXT),
        other_treaties=_list(_ref("OtherTreaty")),
    ),
    "Extradition": _finding(
        "What each side said under article 16(5), and what follows.",
        requested_16_5=_POSITION,
        requesting_16_5=_POSITION,
        consequence=_TEXT,
        other_treaties=_list(_ref("OtherTreaty")),
    ),
    "Channel": _finding(
        status=_enum("notified", "not-in-our-sources", "not-applicable"),
        entries=_list(
            _object(
                name=_TEXT_OR_NONE,
                territory=_TEXT_OR_NONE,
                date=_DAY_OR_NONE,
                gist=_TEXT,
                statement=_ref("Thing"),
                sources=_list(_TEXT),
            )
        ),
        directory=_IRI,
    ),
    "Statement": _finding(
        "A statement of one of the two that touches a provision relied on.",
        statement=_ref("Thing"),
        participant=_TEXT,
        kind=_TEXT,
        instrument=_TEXT,
        touches=_enum("provision", "whole-instrument"),
        standing=_enum("standing", "withdrawn", "withdrawn-undated"),
        date=_DAY_OR_NONE,
        gist=_TEXT,
        reading=_TEXT,
        territory=_TEXT_OR_NONE,
        objects_to=_TEXT_OR_NONE,
    ),
    "Clause": _finding(instrument=_ref("Thing"), available=_TRUTH, because=_TEXT),
    "DisputeSettlement": _finding(
        "The dispute clause of the Convention, and each instrument's own.",
        available=_TRUTH,
        because=_TEXT,
        clauses=_list(_ref("Clause")),
    ),
    "StatusOf": _object(
        "Where a participant stood to an instrument; `bound` is null where it is not known.",
        participant=_ref("Thing"),
        instrument=_ref("Thing"),
        status=_STATUS,
        by=_TEXT_OR_NONE,
        since=_DAY_OR_NONE,
        bound=_TRUTH,
        because=_TEXT,
        signed_on=_DAY_OR_NONE,
        consented_on=_DAY_OR_NONE,
        confidence=_TEXT_OR_NONE,
        iri=_IRI_OR_NONE,
        facts=_list(_IRI),
        latest=_DAY_OR_NONE,
    ),
    "Missing": _finding("Something missing or doubtful.", kind=_TEXT, about=_or_none(_ref("Thing"))),
}

SCHEMAS: Final[dict[str, Any]] = {
    **_PARTS,
    "Cooperation": _object(
        "How the requested state can be asked by the requesting one.",
        requesting=_ref("Named"),
        requested=_ref("Named"),
        crime=_or_none(_ref("Thing")),
        form=_or_none(_ref("Thing")),
        **_ABOUT,
        summary=_TEXT,
        instruments=_list(_ref("Instrument")),
        paths=_list(_ref("Path")),
        forms=_list(_ref("Form")),
        extradition=_or_none(_ref("Extradition")),
        channels=_object(
            central_authority=_ref("Channel"),
            languages=_ref("Channel"),
            boarding_authority=_ref("Channel"),
            firearms_contact=_ref("Channel"),
        ),
        statements=_list(_ref("Statement")),
        dispute_settlement=_ref("DisputeSettlement"),
        missing=_list(_ref("Missing")),
        disclaimer=_TEXT,
    ),
    "StatusReply": _object(
        "How a participant stood to each instrument on a day.",
        participant=_ref("Named"),
        **_ABOUT,
        notes=_list(_TEXT),
        instruments=_list(_ref("StatusOf")),
    ),
    "Comparison": _object(
        "How several participants stood to each instrument on a day, and which bound all of them.",
        participants=_list(_ref("Named")),
        **_ABOUT,
        notes=_list(_TEXT),
        instruments=_list(
            _object(
                instrument=_ref("Thing"),
                participants=_list(_ref("StatusOf")),
                in_force_between=_TRUTH,
                since=_DAY_OR_NONE,
            )
        ),
    ),
    "Matrix": _object(
        "How every participant stood to each instrument on a day; to each by its key.",
        **_ABOUT,
        notes=_list(_TEXT),
        instruments=_list(_ref("Thing")),
        participants=_list(
            _object(
                **_THING,
                kind=_KIND,
                instruments={
                    "type": "object",
                    "additionalProperties": _object(
                        status=_STATUS, bound=_TRUTH, since=_DAY_OR_NONE, iri=_IRI_OR_NONE
                    ),
                },
            )
        ),
    ),
    "Network": _object(
        "Between whom each instrument was in force on a day; `in_force` is null where it is not known.",
        **_ABOUT,
        notes=_list(_TEXT),
        participants=_list(_object(**_THING, kind=_KIND)),
        edges=_list(
            _object(
                participant=_TEXT,
                other=_TEXT,
                instrument=_TEXT,
                in_force=_enum(True, None),
                since=_DAY_OR_NONE,
            )
        ),
    ),
}
