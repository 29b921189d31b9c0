"""A SHACL constraint in SPARQL, rewritten so that one query answers it for all focus nodes at once.

SHACL asks the query of `sh:select` once a focus node, with `$this` bound beforehand. On 93 000 triples that
took pyshacl 131 of 140 seconds for three shapes; the same three constraints as one query each, `$this` joined
to the targets of its shape, took 26 milliseconds. Hence also the advice to give shapes narrow targets:
whichever engine runs them, the work grows with the number of focus nodes.

The rewrite puts a pattern that lists the targets at the start of each group whose solutions depend on
`$this`: the outer WHERE, the WHERE of every sub-select, and each nested group (OPTIONAL, UNION, braces) in
which `$this` stands in an expression or deeper down. A nested group with `$this` in its own triple patterns
only needs none: to select on a variable that a pattern binds gives the same before and after the join. Groups
of EXISTS need none either: SPARQL substitutes there. Joining the targets twice changes nothing, since each is
listed once.

Accepted is what the appendix of SHACL on pre-binding allows, less what cannot be asked for all nodes at once:

- `SELECT $this …`, each variable by name; `?path` and `?value` go into the result, others into the message;
- no MINUS, VALUES, SERVICE, no `AS $this` (SHACL forbids them); FILTER NOT EXISTS and IN say the same;
- no GRAPH and FROM (the data is one graph), no LIMIT and OFFSET (they would count over all focus nodes);
- a sub-select names `$this` among its variables; one that aggregates says `GROUP BY $this`;
- not `$PATH`, `$shapesGraph`, `$currentShape`, `?failure`, `?message`.

A node of `sh:targetNode` that the data does not contain meets itself by a path of zero length
(`$this ex:p* ?x`) when it is bound beforehand, and need not when it is joined: the difference that is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from untoc_graph.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["SetQuery", "as_set_query"]

_TOKEN: Final = re.compile(
    r"""
      (?P<blank>   [\s]+ | \#[^\n\r]* )
    | (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>  \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
                 | \"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<var>     [?$]\w+ )
    | (?P<name>    [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<lang>    @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<word>    [^\W\d]\w* )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)

_REFUSED: Final = {
    "MINUS": "SHACL forbids MINUS here; use FILTER NOT EXISTS",
    "VALUES": "SHACL forbids VALUES here; use FILTER (?x IN (…))",
    "SERVICE": "SHACL forbids SERVICE here",
    "GRAPH": "the data is one graph; leave GRAPH out",
    "FROM": "the data is one graph; leave FROM out",
    "LIMIT": "LIMIT would count over all focus nodes; leave it out",
    "OFFSET": "OFFSET would count over all focus nodes; leave it out",
}
_REFUSED_VARIABLES: Final = {"PATH", "shapesGraph", "currentShape"}
_REFUSED_RESULTS: Final = {"failure", "message"}
_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}


@dataclass(frozen=True)
class SetQuery:
    """A constraint for all focus nodes.

    Attributes:
        text: the SPARQL query; its first line is the first line of the given one.
        variables: names that the query selects, `this` among them.
    """

    text: str
    variables: tuple[str, ...]


@dataclass
class _Select:
    """What is known of one SELECT while its tokens pass by."""

    line: int
    variables: list[str] = field(default_factory=list)
    phase: str = "projection"  # then "where", "modifiers", "group by"
    aggregates: bool = False
    grouped_by_this: bool = False
    depth: int = 0  # of brackets outside its WHERE


@dataclass
class _Group:
    """One group in braces."""

    start: int
    kind: str  # "where", "nested", "exists"
    select: _Select | None = None  # of which this is the WHERE
    inner: _Select | None = None  # the sub-select that this group consists of
    brackets: int = 0  # open ( and [ within the group
    needs_targets: bool = False
    empty: bool = True


def as_set_query(select: str, targets: str) -> SetQuery:
    """Return the query that gives for all focus nodes what `select` gives for each with `$this` bound.

    Args:
        select: the text of `sh:select`.
        targets: a graph pattern, closed in itself, that binds `?this` to each focus node once.

    Raises:
        RuleError: the query lies outside the subset described above; the message says what and on which line.

    >>> as_set_query("SELECT $this WHERE { $this a ?class }", "GRAPH <urn:t> { <urn:s> <urn:p> ?this }").text
    'SELECT $this WHERE { GRAPH <urn:t> { <urn:s> <urn:p> ?this } $this a ?class }'
    """
    rewriting = _Rewriting(select)
    pieces, done = [], 0
    for place in sorted(rewriting.run()):
        pieces += [select[done:place], f" {targets}"]
        done = place
    pieces.append(select[done:])
    return SetQuery("".join(pieces), tuple(rewriting.outer.variables))


class _Rewriting:
    """One pass over the tokens, with the groups that are open."""

    def __init__(self, select: str) -> None:
        self.text = select
        self.groups: list[_Group] = []
        self.places: list[int] = []
        self.previous = ""
        self.outer = _Select(line=0)
        self.started = False

    def run(self) -> list[int]:
        """Return the offsets at which the targets belong."""
        for kind, text, line, end in _tokens(self.text):
            word = text.upper() if kind == "word" else ""
            if self.groups and self.groups[-1].empty and text != "{":
                self._first_word(word, line)
            if kind == "var":
                self._variable(text[1:], line)
            elif word:
                self._word(word, line)
            elif kind == "other":
                self._mark(text, line, end)
            self.previous = word or text
        if self.groups:
            raise RuleError("a brace is not closed")
        if not self.started or self.outer.phase == "projection":
            raise RuleError("sh:select needs a SELECT query with a WHERE group")
        _check_select(self.outer)
        refused = _REFUSED_RESULTS.intersection(self.outer.variables)
        if refused:
            raise RuleError(f"?{min(refused)} is not treated as a result; rename it")
        return self.places

    @property
    def _select(self) -> _Select | None:
        """The SELECT whose clauses (not its WHERE) the next token belongs to."""
        if not self.groups:
            return self.outer
        return self.groups[-1].inner

    def _mark(self, mark: str, line: int, end: int) -> None:
        if mark in "([":
            self._shift(+1)
        elif mark in ")]":
            self._shift(-1)
        elif mark == "{":
            self._open(end, line)
        elif mark == "}":
            self._close(line)

    def _first_word(self, word: str, line: int) -> None:
        group = self.groups[-1]
        group.empty = False
        if word == "SELECT":
            group.inner = _Select(line)

    def _word(self, word: str, line: int) -> None:
        if word in _REFUSED:
            raise RuleError(f"line {line}: {_REFUSED[word]}")
        if word == "SELECT" and not self.groups:
            self.started, self.outer.line = True, line
        if word in {"CONSTRUCT", "ASK", "DESCRIBE"} and not self.started:
            raise RuleError(f"line {line}: sh:select needs a SELECT query, not {word}")
        select = self._select
        if select is not None and select.depth == 0 and select.phase in {"modifiers", "group by"}:
            if word == "GROUP":
                select.phase, select.aggregates = "group by", True
            elif word in {"HAVING", "ORDER"}:
                select.phase = "modifiers"
        if word in _AGGREGATES and select is not None:
            select.aggregates = True

    def _variable(self, name: str, line: int) -> None:
        if name in _REFUSED_VARIABLES:
            raise RuleError(f"line {line}: ${name} is not known here; a node shape has only $this")
        if name == "this" and self.previous == "AS":
            raise RuleError(f"line {line}: $this is bound already; choose another name after AS")
        select = self._select
        if select is not None:
            if select.phase == "projection" and (select.depth == 0 or self.previous == "AS"):
                select.variables.append(name)
            if select.phase == "group by" and select.depth == 0 and name == "this":
                select.grouped_by_this = True
        if name == "this":
            self._this()

    def _this(self) -> None:
        """Mark the groups that need the targets because `$this` stands here."""
        exists = next((depth for depth, group in enumerate(self.groups) if group.kind == "exists"), None)
        innermost = len(self.groups) - 1
        for depth, group in enumerate(self.groups[:exists]):
            if depth < innermost or group.brackets:
                group.needs_targets = True

    def _shift(self, step: int) -> None:
        select = self._select
        if select is not None:
            select.depth += step
        elif self.groups:
            self.groups[-1].brackets += step

    def _open(self, end: int, line: int) -> None:
        select = self._select
        if self.groups:
            self.groups[-1].empty = False
        if self.previous == "EXISTS":
            group = _Group(end, "exists")
        elif select is not None and select.phase == "projection" and select.depth == 0:
            if select is self.outer and not self.started:
                raise RuleError(f"line {line}: sh:select needs a SELECT query")
            select.phase = "where"
            group = _Group(end, "where", select=select, needs_targets=True)
        else:
            group = _Group(end, "nested")
        self.groups.append(group)

    def _close(self, line: int) -> None:
        if not self.groups or self.groups[-1].brackets:
            raise RuleError(f"line {line}: this brace closes nothing")
        group = self.groups.pop()
        if group.select is not None:
            group.select.phase = "modifiers"
        if group.inner is not None:
            # The targets stand within the sub-select, which gives $this on.
            _check_select(group.inner)
        elif group.needs_targets:
            self.places.append(group.start)


def _check_select(select: _Select) -> None:
    place = f"line {select.line}: "
    if "this" not in select.variables:
        raise RuleError(place + "SELECT must name $this (and not *) among its variables")
    if select.aggregates and not select.grouped_by_this:
        raise RuleError(place + "a SELECT that aggregates must say GROUP BY $this")


def _tokens(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield kind, text, 1-based line and end offset of each token."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "blank":
            yield kind, match[0], line, match.end()
        line += match[0].count("\n")
