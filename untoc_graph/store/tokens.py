r"""What the tokens of a SPARQL text tell without parsing it: update or query, SERVICE, prefixes.

The engine cannot be asked for any of this, and it reads without boundaries between tokens:
`SERVICESILENTex:a{}` is a call to it, so is `?s ?p 1SERVICE<…>{}`, and a local name ends at its second
group of dots (`ex:a.b.SERVICE` is `ex:a.b`, `.`, `SERVICE`). The patterns below follow it, and doubt counts
as a call: a query that is refused wrongly can be rewritten, a call that slips through would be answered
with a false emptiness.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Token",
    "calls_service",
    "declared_prefixes",
    "is_update",
    "names_graphs",
    "operation",
    "operation_word",
    "prologue",
    "service_places",
    "tokens",
]

# Possessive are single characters only: before Python 3.11.5 a possessive group that holds a choice may match
# what it should not. The choices of each group begin differently, so that nothing is tried twice.
_TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#[^\n\r]*+ )
    | (?P<string>  \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                 | "(?:[^"\\\n\r]|\\.)*"               | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<var>     [?$]\w++ )
    | (?P<lang>    @[A-Za-z]++(?:-[A-Za-z0-9]++)* )
    | (?P<number>  \d++(?:\.\d*+)?(?:[eE][+-]?\d++)? )
    | (?P<name>    (?:[^\W\d][\w.\-]*+)?:(?:[\w:%\-]|\\.)*(?:\.++(?:[\w:%\-]|\\.)+)? )
    | (?P<word>    [^\W\d][\w.\-]*+ )
    | (?P<mark>    \S )
    """,
    re.VERBOSE | re.DOTALL,
)

# To the engine `FILTER(?a<1)SERVICE#>` is a comparison, a call and a comment; as one IRI it hides the call.
_CALL_IN_IRI: Final = re.compile(r"\).*service.*#", re.IGNORECASE)

_UPDATE_WORDS: Final = (
    "add",
    "clear",
    "copy",
    "create",
    "delete",
    "drop",
    "insert",
    "load",
    "move",
    "with",
)


class Token(NamedTuple):
    """A piece of the text.

    Attributes:
        kind: string, iri, var, lang, number, name (with a colon), word or mark.
        start: offset of its first character.
        text: as written.
    """

    kind: str
    start: int
    text: str

    @property
    def prefix(self) -> str:
        """The part of a name before its colon."""
        return self.text.partition(":")[0]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of the text, without blanks and comments.

    >>> [token.text for token in tokens("ASK { ?s a ex:A } # all")]
    ['ASK', '{', '?s', 'a', 'ex:A', '}']
    """
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield Token(kind, match.start(), match.group())


def declared_prefixes(found: list[Token]) -> set[str]:
    """Return the prefixes that PREFIX lines declare."""
    declared = set()
    for before, name, after in zip([None, *found], found, found[1:], strict=False):
        if name.kind == "name" and name.text.endswith(":") and after.kind == "iri":
            if before and before.text.casefold() == "prefix":
                declared.add(name.prefix)
            elif name.text[:6].casefold() == "prefix":
                declared.add(name.prefix[6:])
    return declared


def prologue(found: list[Token], base: str) -> str:
    """Return the BASE and PREFIX lines, after `base`; a VERSION may be more than others understand."""
    lines = [f"BASE <{base}>"]
    for token in found:
        said = token.text.casefold()
        declares = token.kind == "iri" or said in {"base", "prefix"}
        if declares or (token.kind == "name" and said.endswith(":")):
            lines.append(token.text)
        elif said != "version" and token.kind != "string":
            break
    return " ".join(lines) + "\n"


def calls_service(text: str) -> bool:
    """Tell whether the text asks another endpoint; strings, comments, IRIs and variables may say so freely.

    >>> calls_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    True
    >>> calls_service('SELECT * { ?service <http://example.org/service> "SERVICE" } # SERVICE')
    False
    """
    if "service" not in text.casefold():
        return False
    return bool(service_places(list(tokens(text))))


def service_places(found: list[Token]) -> list[int]:
    """Return which tokens are calls to another endpoint, or may be read as such.

    >>> service_places(list(tokens("ASK { SERVICE ?service {} }")))
    [2]
    """
    declared = declared_prefixes(found)
    places = []
    for place, token in enumerate(found):
        said = token.text.casefold()
        if token.kind == "word" and "service" in said:
            places.append(place)
        elif token.kind == "name" and "service" in said.partition(":")[0]:
            # With `service` as a prefix, `service:a {` is a call to `:a`, unless it names a graph.
            opens_group = found[place + 1 : place + 2] and found[place + 1].text == "{"
            names_graph = place > 0 and found[place - 1].text.casefold() in {"graph", "from", "named"}
            if token.prefix not in declared or (opens_group and not names_graph):
                places.append(place)
        elif token.kind == "iri" and _CALL_IN_IRI.search(token.text):
            places.append(place)
    return places


def operation(text: str) -> Token | None:
    """Return the first token after the prologue, None where there is none.

    >>> operation("PREFIX ex: <http://example.org/> INSERT DATA { ex:a ex:b ex:c }").start
    33
    """
    for token in tokens(text):
        word = token.text.casefold()
        if token.kind == "iri" or word in {"prefix", "base"} or (token.kind == "name" and word.endswith(":")):
            continue
        return token
    return None


def names_graphs(text: str) -> bool:
    """Tell whether the text may say GRAPH or FROM; strings, variables and local names may say so freely.

    >>> names_graphs("SELECT * { GRAPH ?g { ?s ?p ?o } }"), names_graphs("ASK { ?s untoc:inForceFrom ?day }")
    (True, False)
    """
    folded = text.casefold()
    if "graph" not in folded and "from" not in folded:
        return False
    for token in tokens(text):
        if token.kind == "word":
            said = token.text.casefold()
        elif token.kind == "name":
            # `GRAPHex:g` is two tokens to the engine.
            said = token.prefix.casefold()
        elif token.kind == "iri" and ")" in token.text:
            said = token.text.casefold()  # perhaps a comparison, a pattern and a comment
        else:
            continue
        if "graph" in said or "from" in said:
            return True
    return False


def operation_word(text: str) -> str:
    """Return the first word after the prologue, in small letters: "select", "insert"…; "" when there is none.

    >>> operation_word("PREFIX ex: <http://example.org/> INSERT DATA { ex:a ex:b ex:c }")
    'insert'
    """
    token = operation(text)
    return token.text.casefold() if token and token.kind in {"word", "name"} else ""


def is_update(text: str) -> bool:
    """Tell whether the first word after the prologue begins an update.

    >>> is_update("DROP ALL"), is_update("ASK {}")
    (True, False)
    """
    return operation_word(text).startswith(_UPDATE_WORDS)
