"""SERVICE without a connection: each call becomes a query for another endpoint, and its result a table.

Neither a worker nor its engine can reach anybody, so the text is rewritten. A call

    SERVICE <http://example.org/sparql> { ?a ex:p ?b }

is sent, by the process that asked this one, as `SELECT * WHERE { ?a ex:p ?b }` behind the BASE and PREFIX
lines of the text, and `{ VALUES (?a ?b) { … } }` with the rows that came back takes its place. The engine
then joins them as it joins everything else, and no call is left in what it evaluates.

What follows from that:

- The endpoint gets the group and nothing more: no solutions of the rest of the query are pushed to it, so a
  group must be selective in itself. The bytes of its result are bounded; one that is larger is an error.
- The calls are made one after the other, all of them, before the query is evaluated.
- SERVICE with a variable, SERVICE in the group of a SERVICE, and a text that can be read in two ways are
  refused.
- A blank node means nothing outside of the result that it came in, and a table has no words for it; nor do
  we write triple terms. Both are errors, also with SILENT, which forgives an endpoint and not our limits.
- The engine normalises numbers and dates of a table as it does those of any VALUES ("01" becomes 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

import pyoxigraph as ox

from untoc_graph.errors import FederationError, ServiceRefusedError
from untoc_graph.store.tokens import Token, calls_service, prologue, service_places, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    _Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

__all__ = ["MOST_CALLS", "Call", "federate", "read_calls"]

# A short text could otherwise send hundreds of requests to somebody else.
MOST_CALLS: Final = 8

_HASH: Final = "\\u0023"
_CALL: Final = re.compile(r"service(?:silent)?", re.IGNORECASE)
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPES: Final = {
    **{code: f"\\u{code:04X}" for code in [*range(0x20), 0x7F]},
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
# With the word in no table, what is left of it in the text is quickly shown to be no call.
_WORD: Final = re.compile(r"(?<=s)(e)(?=rvice)", re.IGNORECASE)
_CURE: Final = (
    "leave that variable out by a SELECT inside the group, or ask for what identifies the thing instead"
)


@dataclass(frozen=True)
class Call:
    """One SERVICE pattern.

    Attributes:
        start: offset of its first character.
        end: offset after its closing brace.
        endpoint: the IRI that it names, resolved.
        silent: whether a failure counts as one solution without bindings.
        query: what to send.
        variables: the variables in scope of its group, which are the columns of its table.
    """

    start: int
    end: int
    endpoint: str
    silent: bool
    query: str
    variables: tuple[str, ...]


def federate(text: str, base: str, allowed: Sequence[str], fetch: Callable[[str, str], bytes]) -> str:
    """Return a text that asks nobody: the same, with the results of its calls in their place.

    Nothing is fetched before the whole text is known to be a query whose calls are all allowed.

    Args:
        text: a query that calls SERVICE.
        base: the base IRI that it is read with.
        allowed: IRIs of the endpoints that it may ask.
        fetch: takes an endpoint and a query and returns a document of the SPARQL Query Results JSON Format;
            raises FederationError where there is none.

    Raises:
        SyntaxError: the text is not a query; the engine's error.
        ServiceRefusedError: a call is not allowed, or is written in a way that is not.
        FederationError: a call failed and is not SILENT, or its result cannot be written as a table. With
            SILENT it counts as one solution without bindings (SPARQL 1.1 Federated Query, section 2.3).
    """
    if not allowed:
        raise ServiceRefusedError("SERVICE is refused: this endpoint asks no other endpoint")
    plain, calls = read_calls(text, base)
    for call in calls:
        if call.endpoint not in allowed:
            raise ServiceRefusedError(
                f"SERVICE <{call.endpoint}> is refused: this endpoint asks only "
                + ", ".join(f"<{iri}>" for iri in allowed)
            )
    tables = [_fetched(call, fetch) for call in calls]
    if any(map(calls_service, tables)):
        _doubt("a result says SERVICE in a way that could be read as a call")
    return _spliced(plain, calls, tables)


def read_calls(text: str, base: str) -> tuple[str, list[Call]]:
    """Return the text without comments, and the calls in it.

    Args:
        text: a query.
        base: the base IRI that it is read with.

    Raises:
        SyntaxError: the text is not a query; the engine's error.
        ServiceRefusedError: a call is written in a way that is not allowed.

    >>> text, [call] = read_calls("ASK { SERVICE <http://example.org/> { ?s a ?class } }", "http://base/")
    >>> call.endpoint, call.variables, text[call.start : call.end]
    ('http://example.org/', ('class', 's'), 'SERVICE <http://example.org/> { ?s a ?class }')
    """
    found = list(tokens(text))
    places = service_places(found)
    for place in places:
        after = found[place + 1 : place + 2]
        # `SERVICE SILENTex:a` is `SERVICE SILENT ex:a` to the engine.
        fused = bool(after) and after[0].kind == "name" and after[0].text[:6].casefold() == "silent"
        if fused or not _CALL.fullmatch(found[place].text):
            unclear = " ".join(token.text[:40] for token in [found[place], *after])
            _doubt(f'"{unclear}" could be a call; write blanks round SERVICE, SILENT and IRIs')
    # The engine would carry out the calls of an ASK at once; GRAPH stands wherever SERVICE may.
    _parse(_with_graph(text, found, places), base)
    plain, marked = _without_comments(text, found, _HASH)
    calls = list(_calls(plain, marked, _without_comments(text, found, "#"), places, base))
    rest = _spliced(plain, calls, [_table(call, []) for call in calls])
    try:
        _parse(rest, base)
    except SyntaxError:
        _doubt("the text can be read in two ways")
    if calls_service(rest):
        _doubt("the text could hold one more call")
    return plain, calls


def _doubt(reason: str) -> NoReturn:
    raise ServiceRefusedError(f"SERVICE is refused: {reason}")


def _parse(text: str, base: str) -> None:
    ox.Store().query(text, base_iri=base)


def _select(text: str, base: str) -> tuple[tuple[str, ...], ox.QuerySolutions]:
    """Return the variables of a SELECT, and its solutions over no data, which are found when asked for."""
    solutions = ox.Store().query(text, base_iri=base)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  the text begins with our own SELECT
    return tuple(variable.value for variable in solutions.variables), solutions


def _with_graph(text: str, found: list[Token], places: list[int]) -> str:
    """Return a text of the same length in which each call is a GRAPH pattern."""
    pieces, end = [], 0
    for place in places:
        words = [found[place]]
        if place + 1 < len(found) and found[place + 1].text.casefold() == "silent":
            words.append(found[place + 1])
        for word, instead in zip(words, ["GRAPH", ""], strict=False):
            pieces += [text[end : word.start], instead.ljust(len(word.text))]
            end = word.end
    return "".join(pieces) + text[end:]


def _without_comments(text: str, found: list[Token], fragment: str) -> tuple[str, list[Token]]:
    """Return the text with its comments left out and `fragment` for each `#` of an IRI, and its tokens.

    What is an IRI here (`?a<1#>`) may be a comparison and a comment to the engine. With an escape for its
    `#` it cannot be read as these, and the text is refused.
    """
    pieces: list[str] = []
    moved, end, size = [], 0, 0
    for token in found:
        gap = text[end : token.start]
        end = token.end
        said = token.text.replace("#", fragment) if token.kind == "iri" else token.text
        pieces += [" " if "#" in gap else gap, said]
        moved.append(Token(token.kind, size + len(pieces[-2]), said))
        size += len(pieces[-2]) + len(said)
    return "".join(pieces), moved


def _calls(
    text: str, found: list[Token], as_sent: tuple[str, list[Token]], places: list[int], base: str
) -> Iterator[Call]:
    if len(places) > MOST_CALLS:
        _doubt(f"a query may call {MOST_CALLS} times, and this one calls {len(places)} times")
    sent, unescaped = as_sent
    declared = prologue(found, base)
    covered = -1
    for place in places:
        if place <= covered:
            _doubt("the group of a SERVICE may not call another")
        silent = "silent" in found[place].text.casefold()
        target = place + 1
        if found[target].text.casefold() == "silent":
            silent, target = True, target + 1
        named = found[target]
        if named.kind == "var":
            _doubt(f"the endpoint must be an IRI, not the variable {named.text}")
        covered = _group_end(found, target + 1)
        group = text[found[target + 1].start : found[covered].end]
        try:
            variables, _ = _select(f"{declared}SELECT * WHERE {group}", base)
            _, [[endpoint]] = _select(f"{declared}SELECT ({named.text} AS ?endpoint) {{}}", base)
        except SyntaxError:
            _doubt(f"the group of {named.text[:200]} can be read in two ways")
        group = sent[unescaped[target + 1].start : unescaped[covered].end]
        query = f"{prologue(unescaped, base)}SELECT * WHERE {group}"
        yield Call(found[place].start, found[covered].end, endpoint.value, silent, query, variables)


def _group_end(found: list[Token], opening: int) -> int:
    """Return which token closes the brace at `opening`."""
    depth = 0
    if opening < len(found) and found[opening].text == "{":
        for place in range(opening, len(found)):
            depth += {"{": 1, "}": -1}.get(found[place].text, 0)
            if depth == 0:
                return place
    _doubt("a call has no group that begins and ends")


def _spliced(text: str, calls: list[Call], tables: list[str]) -> str:
    pieces, end = [], 0
    for call, table in zip(calls, tables, strict=True):
        pieces += [text[end : call.start], table]
        end = call.end
    return "".join(pieces) + text[end:]


class _UncarriedError(Exception):
    """The result holds a term that no table can hold."""


def _fetched(call: Call, fetch: Callable[[str, str], bytes]) -> str:
    forgiven = call.silent
    try:
        return _table(call, _rows(call, fetch(call.endpoint, call.query)))
    except _UncarriedError as error:
        forgiven, reason = False, str(error)
    except FederationError as error:
        reason = str(error)
    except SyntaxError as error:
        reason = f"it did not send SPARQL results: {error}"
    if not forgiven:
        raise FederationError(f"SERVICE <{call.endpoint}> failed: {reason}")
    return _table(call, [_row([None] * len(call.variables))])


def _rows(call: Call, content: bytes) -> Iterator[str]:
    found = ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise FederationError("it answered yes or no, where rows were asked for")
    sent = {variable.value for variable in found.variables}
    columns = [(name, name in sent) for name in call.variables]
    for row in found:
        yield _row([_term(name, row[name]) if known else None for name, known in columns])


def _table(call: Call, rows: Iterable[str]) -> str:
    columns = " ".join(f"?{name}" for name in call.variables)
    return f"{{ VALUES ({columns}) {{ {' '.join(rows)} }} }}"


def _row(terms: list[str | None]) -> str:
    return f"({' '.join(term or 'UNDEF' for term in terms)})"


def _term(name: str, term: _Term | None) -> str | None:
    """Return a term as SPARQL writes it; the reader of results has checked its IRIs and its language."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return _iri(term)
    if not isinstance(term, ox.Literal):
        kind = "a blank node" if isinstance(term, ox.BlankNode) else "a triple"
        raise _UncarriedError(f"?{name} is {kind}, which cannot leave its result; {_CURE}")
    written = '"' + _WORD.sub(_escaped, term.value.translate(_ESCAPES)) + '"'
    if term.language:
        return f"{written}@{term.language}" + (f"--{term.direction}" if term.direction else "")
    return written if term.datatype.value == _STRING else f"{written}^^{_iri(term.datatype)}"


def _iri(node: ox.NamedNode) -> str:
    return f"<{_WORD.sub(_escaped, node.value)}>"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[1]):04X}"
